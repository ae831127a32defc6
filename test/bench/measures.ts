/** A measure is a script of this folder, which also runs alone: `npx tsx test/bench/SCRIPT.ts FOLDER…` */
export interface Measure {
  readonly script: string;
  readonly about: string;
  /** Whether it says anything only about folders that are given to it. */
  readonly needsFolders: boolean;
}

/** In the order of the table. */
export const measures: readonly Measure[] = [
  { script: "exactness", about: "JavaScript and TypeScript against TypeScript's own parser", needsFolders: true },
  { script: "pythonExactness", about: "Python against its own parser", needsFolders: true },
  { script: "treeSitterExactness", about: "other languages against tree-sitter's syntax trees", needsFolders: true },
  { script: "indexing", about: "the index against ripgrep", needsFolders: true },
  { script: "throughput", about: "reading every file against web-tree-sitter with queries", needsFolders: true },
  { script: "speed", about: "keystrokes in files of 50 kB and 1 MB", needsFolders: true },
  { script: "keystrokes", about: "keystrokes in 1 MB of each language", needsFolders: true },
  { script: "survival", about: "references that outlive an unfinished line", needsFolders: true },
  { script: "workspaceDiagnostics", about: "problems of a workspace of 10,000 files", needsFolders: false },
  { script: "memory", about: "memory of the server with 10,000 files", needsFolders: false },
  { script: "start", about: "from the start of the server to the first completion", needsFolders: false },
  { script: "manyNames", about: "10,000 names at a service", needsFolders: false },
  { script: "bundleSize", about: "the engine as it is shipped", needsFolders: false },
];
