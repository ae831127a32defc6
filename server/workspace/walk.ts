import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ignore from "ignore";
import { isGone } from "./gone";

/** A walk stops at this many files: somebody opened a whole disk. */
const maxFiles = 200_000;

/** Folders that hold what others wrote, and are skipped where git does not decide. */
const skippedFolders = new Set([".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__"]);

/** What a walk came by. */
export interface Walked {
  readonly paths: readonly string[];
  /** Whether it was cut off, or could not look into a folder. */
  readonly isPartial: boolean;
}

/** The paths of all files below a folder that `.gitignore` and the caller leave. The walk does not follow links, so it comes to an end. */
export async function walk(
  root: string,
  signal: AbortSignal,
  isLeftOut: (folder: string) => boolean,
  most = maxFiles,
): Promise<Walked> {
  const found: string[] = [];
  const pending = [{ folder: "", rules: [] as readonly FolderRules[] }];
  let isPartial = false;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (signal.aborted || found.length >= most) return { paths: found, isPartial: true };
    const { folder } = next;
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
      isPartial ||= !isGone(error);
      return [];
    });
    const rules = await withRulesOf(root, folder, next.rules);
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        const isSkipped = skippedFolders.has(entry.name) || isLeftOut(path) || isIgnored(`${path}/`, rules);
        if (!isSkipped) pending.push({ folder: path, rules });
      } else if (entry.isFile() && !isIgnored(path, rules)) found.push(path);
    }
  }
  return { paths: found, isPartial };
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
