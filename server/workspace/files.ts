import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import ignore from "ignore";
import { URI } from "vscode-uri";

/** The files of a workspace, as far as they are on disk. */
export interface WorkspaceFiles {
  /** URIs of all files below a folder that its owner would search: not those that git ignores. */
  readonly list: (folder: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** The text of a file, or undefined when it is gone, too large or not text. */
  readonly read: (uri: string) => Promise<string | undefined>;
}

/** Files above this size, in bytes, are data or generated. */
const maxFileBytes = 5_000_000;

/** A walk stops at this many files: somebody opened a whole disk. */
const maxFiles = 200_000;

/** Folders that hold what others wrote, and are skipped where git does not decide. */
const skippedFolders = new Set([".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__"]);

/** The files on this machine's disk. */
export const diskFiles: WorkspaceFiles = {
  list: async (folder, signal) => {
    const root = URI.parse(folder).fsPath;
    const paths = (await listWithGit(root, signal)) ?? (await walk(root, signal));
    return paths.map((path) => URI.file(join(root, path)).toString());
  },
  read: async (uri) => {
    if (!uri.startsWith("file:")) return undefined;
    const path = URI.parse(uri).fsPath;
    try {
      const { size } = await stat(path);
      if (size > maxFileBytes || (await isBinary(path))) return undefined;
      return await readFile(path, "utf8");
    } catch {
      // Gone or unreadable: for the workspace the file is not there.
      return undefined;
    }
  },
};

/** What git tracks or would track below `root`; undefined where there is no repository or no git. */
function listWithGit(root: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const args = ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  return new Promise((resolve) => {
    execFile("git", args, { maxBuffer: 1 << 28, signal, windowsHide: true }, (error, output) => {
      resolve(error === null ? output.split("\0").filter((path) => path !== "") : undefined);
    });
  });
}

/** A walk of our own that honours `.gitignore` files and does not follow links. */
async function walk(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  const pending = [{ folder: "", rules: [] as readonly FolderRules[] }];
  for (let next = pending.pop(); next !== undefined && found.length < maxFiles; next = pending.pop()) {
    if (signal.aborted) break;
    const { folder } = next;
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    const rules = await withRulesOf(root, folder, next.rules);
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skippedFolders.has(entry.name) && !isIgnored(`${path}/`, rules))
        pending.push({ folder: path, rules });
      else if (entry.isFile() && !isIgnored(path, rules)) found.push(path);
    }
  }
  return found;
}

interface FolderRules {
  readonly folder: string;
  readonly ignores: (path: string) => boolean;
}

async function withRulesOf(
  root: string,
  folder: string,
  rules: readonly FolderRules[],
): Promise<readonly FolderRules[]> {
  const text = await readFile(join(root, folder, ".gitignore"), "utf8").catch(() => undefined);
  if (text === undefined) return rules;
  const matcher = ignore().add(text);
  return [...rules, { folder, ignores: (path) => matcher.ignores(path) }];
}

function isIgnored(path: string, rules: readonly FolderRules[]): boolean {
  return rules.some(({ folder, ignores }) => ignores(folder === "" ? path : path.slice(folder.length + 1)));
}

/** A NUL byte near the beginning means that it is no text, as git sees it. */
function isBinary(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let binary = false;
    createReadStream(path, { end: 7999 })
      .on("data", (chunk) => {
        binary ||= chunk.includes("\0");
      })
      .on("error", reject)
      .on("close", () => {
        resolve(binary);
      });
  });
}
