import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ignore from "ignore";
import { URI } from "vscode-uri";

/** A walk stops at this many files: somebody opened a whole disk. */
const maxFiles = 200_000;

/** Folders that hold what others wrote, and are skipped where git does not decide. */
const skippedFolders = new Set([".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__"]);

/** Normalized URIs of the files below a folder: what git tracks or would track, or else a walk that honours `.gitignore`. */
export async function listFiles(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const root = URI.parse(folder).fsPath;
  const tracked = await listWithGit(root, signal);
  // Of a folder that the repository around it ignores, git lists nothing; whoever opens it wants what is in there.
  const paths = tracked === undefined || tracked.length === 0 ? await walk(root, signal) : tracked;
  return paths.map((path) => uriBelow(folder, path));
}

/** An ordinary path stands in a URI as it is; building one properly costs more than reading a small file. */
function uriBelow(folder: string, path: string): string {
  return /^[\w./-]+$/.test(path) ? `${folder}/${path}` : URI.file(join(URI.parse(folder).fsPath, path)).toString();
}

/** What git tracks or would track below `root`; undefined where there is no repository or no git. */
function listWithGit(root: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const args = ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  return new Promise((resolve) => {
    execFile("git", args, { maxBuffer: 1 << 28, signal, windowsHide: true }, (error, output) => {
      resolve(error === null ? output.split("\0").filter((path) => path !== "") : undefined);
    });
  });
}

/** A walk of our own; it does not follow links, so it comes to an end. */
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
