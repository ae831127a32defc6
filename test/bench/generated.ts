import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** How many files a generated workspace has, and how many of them hold references. */
export const fileCount = 10_000;
export const withReferences = 2_000;

/** Makes a workspace of 10,000 files with a manifest. */
export function generateWorkspace(): { readonly root: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "workspace-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("app.yaml", manifestWith("LAST"));
  for (let index = 0; index < fileCount - 1; index++)
    write(pathOf(index), index < withReferences ? textWith(index) : "export const value = 1;\n".repeat(40));
  spawnSync("git", ["init", "-q", root]);
  return {
    root,
    remove: () => {
      rmSync(root, { recursive: true });
    },
  };
}

/** The path of a file below the root; those that hold references come first. */
export function pathOf(index: number): string {
  return `packages/p${index % 50}/src/m${index % 7}/file${index}.ts`;
}

/** Forty lines, four references; one of them is missing, and one undeclared. */
export function textWith(index: number): string {
  const lines = Array.from({ length: 36 }, (_, line) => `export const line${line} = compute(${line});`);
  return [
    ...lines,
    `use(process.env.STORED_${index % 40});`,
    `use(process.env.MISSING_${index % 40} );`,
    `use(process.env.UNDECLARED_${index % 100});`,
    `use(process.env.NODE_ENV);\n`,
  ].join("\n");
}

/** A manifest that governs the whole workspace, with one name more. */
export function manifestWith(last: string): string {
  const names = Array.from({ length: 40 }, (_, index) => [`STORED_${index}`, `MISSING_${index}`]).flat();
  return `requirements:\n  secrets:\n${[...names, last].map((name) => `    - key: ${name}\n`).join("")}`;
}
