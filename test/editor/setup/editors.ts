import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, root } from "./packages.mjs";
import { replaceNativeModules } from "./nativeModules";

/**
 * The VS Code versions that the extension is tried in: the oldest it supports and a current one. The npm package
 * `code-server` carries the real workbench and extension host, so none of the vendor's downloads is needed.
 */
const pinned = {
  "1.100.3": { codeServer: "4.100.3", node: "20.20.2" },
  "1.139.1": { codeServer: "4.139.1", node: "24.21.0" },
} as const;

/** A version of VS Code that can be set up. */
export type EditorVersion = keyof typeof pinned;

/** All versions, the oldest first. */
export const editorVersions = Object.keys(pinned) as readonly EditorVersion[];

/** The oldest supported version; it runs on Node.js 20, so it needs the least. */
export const oldestEditor: EditorVersion = "1.100.3";

/** Where an installed VS Code is. */
export interface Editor {
  readonly version: EditorVersion;
  /** The folder of the package `code-server`. */
  readonly folder: string;
  /** The Node.js that runs it. */
  readonly node: string;
}

/** Installs that VS Code under `.editor/`, unless it is there. What was interrupted is done again. */
export function setUpEditor(version: EditorVersion): Editor {
  const folder = join(root, ".editor", version);
  const wanted = JSON.stringify({ packages: packagesFor(version), standIns: 3 });
  if (!existsSync(join(folder, "ready.json")) || readFileSync(join(folder, "ready.json"), "utf8") !== wanted) {
    install(version, folder, wanted);
  }
  return { version, folder: join(folder, "node_modules/code-server"), node: nodeFor(version, folder) };
}

/** Everything happens in a folder of its own that gets its name at the very end. */
function install(version: EditorVersion, folder: string, ready: string): void {
  if (process.platform !== "linux") {
    throw new Error("VS Code for the browser is set up on Linux only; elsewhere use npm run test:desktop.");
  }
  const started = Date.now();
  console.log(`Setting up VS Code ${version}`);
  const unfinished = `${folder}.${process.pid}.tmp`;
  mkdirSync(unfinished, { recursive: true });
  try {
    installPackagesOf(version, unfinished);
    writeFileSync(join(unfinished, "ready.json"), ready);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  console.log(`VS Code ${version} is set up (${((Date.now() - started) / 1000).toFixed(0)} s)`);
}

function installPackagesOf(version: EditorVersion, folder: string): void {
  const manifest = { name: "isolated-editor", private: true, dependencies: packagesFor(version) };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  // No install script is run: they compile native modules or download what is not needed here.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  npm(["install", ...options], folder);
  const vscode = join(folder, "node_modules/code-server/lib/vscode");
  npm(["install", "--omit=dev", ...options], vscode);
  // TypeScript, for the extensions that come with VS Code.
  npm(["install", "--omit=dev", ...options], join(vscode, "extensions"));
  replaceNativeModules(folder);
  addRipgrep(folder, vscode);
  // Large, and of no use to this extension.
  rmSync(join(vscode, "extensions/copilot"), { recursive: true, force: true });
}

function packagesFor(version: EditorVersion): Record<string, string> {
  const { codeServer, node } = pinned[version];
  return {
    "code-server": codeServer,
    [`@vscode/ripgrep-linux-${process.arch}`]: "1.18.0",
    ...(runsHere(version) ? {} : { [`node-linux-${process.arch}`]: node }),
  };
}

function nodeFor(version: EditorVersion, folder: string): string {
  if (runsHere(version)) return process.execPath;
  return join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
}

function runsHere(version: EditorVersion): boolean {
  return process.versions.node.split(".")[0] === pinned[version].node.split(".")[0];
}

/** Search and quick open run ripgrep; older versions download it after their installation. */
function addRipgrep(folder: string, vscode: string): void {
  const wanted = join(vscode, "node_modules/@vscode/ripgrep");
  if (!existsSync(wanted) || existsSync(join(wanted, "bin/rg"))) return;
  cpSync(join(folder, `node_modules/@vscode/ripgrep-linux-${process.arch}/bin`), join(wanted, "bin"), {
    recursive: true,
  });
}
