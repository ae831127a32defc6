import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";

/** A token that counts once, and that every window of the user has. */
export interface UsedOnce<T> {
  readonly token: string;
  readonly use: () => Promise<Result<T>>;
  /** Whether another one is kept in its place. */
  readonly isReplaced: () => Promise<boolean>;
  /** Where the windows of this machine note what they use up; without it, each is alone. */
  readonly dataDirectory: string | undefined;
  /** How long another window may take, in milliseconds. */
  readonly patience?: number;
}

/**
 * Uses up a token that counts once, in one window alone: a service may end a sign-in for all when the same token comes again
 * (RFC 9700, section 4.14.2). The others fail as soon as they see what it has brought, which is to be tried instead.
 */
export async function useUp<T>(used: UsedOnce<T>): Promise<Result<T>> {
  const { token, use, isReplaced, dataDirectory, patience = 10_000 } = used;
  const note = dataDirectory && join(dataDirectory, "renewals", createHash("sha256").update(token).digest("hex"));
  const end = performance.now() + patience;
  // Whoever was first may have ended before anything came of it.
  while (performance.now() < end && !(await isFirst(note))) {
    if (await isReplaced()) return replaced;
    await moment();
  }
  const result = await use();
  if (result.kind === "ok") return result;
  if (note) await rm(note, { force: true }).catch(() => undefined);
  // A window on another machine may have been faster, and what it has kept takes a while to come here.
  const isRefused = result.failure.kind === "unauthorized";
  for (let tries = isRefused ? 10 : 0; tries > 0 && !(await isReplaced()); tries--) await moment();
  return result;
}

/** Whether nobody has noted it before. Where nothing can be noted, everybody is the first. */
async function isFirst(note: string | undefined): Promise<boolean> {
  if (!note) return true;
  try {
    await mkdir(dirname(note), { recursive: true, mode: 0o700 });
    await sweep(dirname(note));
    await writeFile(note, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "EEXIST");
  }
}

/** Nobody waits as long as that, and a service may give the same token again. */
const outdated = 60_000;

async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    // From a time to come it is when the clock was wrong.
    if (Math.abs(Date.now() - mtimeMs) > outdated) await rm(path, { force: true });
  }
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

const replaced = failed({ kind: "unavailable", message: "Another window has renewed the sign-in. Try again." });
