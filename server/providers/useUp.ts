import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";

/** A token that counts once, and that every window of the user has. */
export interface UsedOnce<T> {
  readonly token: string;
  readonly use: () => Promise<Result<T>>;
  /** Whether this has brought another one in its place: some services take the same one again. */
  readonly isSpent?: (value: T) => boolean;
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
  const { token, use, isSpent, isReplaced, dataDirectory } = used;
  const note = dataDirectory && join(dataDirectory, "renewals", createHash("sha256").update(token).digest("hex"));
  const refusal = note && (await waitForOthers(note, used));
  if (refusal) return refusal;
  const result = await use();
  if (note && result.kind === "ok" && isSpent?.(result.value) === true)
    await writeFile(note, "spent").catch(() => undefined);
  else if (note) await forget(note);
  if (result.kind === "ok") return result;
  // A window on another machine may have been faster, and what it has kept takes a while to come here.
  const isRefused = result.failure.kind === "unauthorized";
  for (let tries = isRefused ? 10 : 0; tries > 0 && !(await isReplaced()); tries--) await moment();
  return result;
}

/** Why the token is not to be used by us; undefined when it is our turn. */
async function waitForOthers(
  note: string,
  { isReplaced, patience = 10_000 }: Pick<UsedOnce<unknown>, "isReplaced" | "patience">,
): Promise<Result<never> | undefined> {
  await sweep(dirname(note)).catch(() => undefined);
  // Where a note cannot be removed, it is not waited for without an end.
  for (const end = performance.now() + 2 * patience; performance.now() < end;) {
    const found = await find(note);
    const isOver = await isReplaced();
    if (found === undefined && isOver) await forget(note);
    if (isOver) return replaced;
    if (found === undefined) return undefined;
    const isOld = found.age > patience;
    if (isOld && found.isSpent) return replaced;
    // Whoever was first must have ended before anything came of it.
    if (isOld) await forget(note);
    else await moment();
  }
  return undefined;
}

/** What another window has noted; where that is nothing, it is noted that we begin, as far as anything can be. */
async function find(note: string): Promise<Found | undefined> {
  try {
    await mkdir(dirname(note), { recursive: true, mode: 0o700 });
    await writeFile(note, "", { flag: "wx", mode: 0o600 });
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EEXIST" ? look(note) : undefined;
  }
}

/** A note, and how many milliseconds ago it was written. */
interface Found {
  readonly isSpent: boolean;
  readonly age: number;
}

/** From a time to come it is as old: it was written when the clock was wrong. */
async function look(note: string): Promise<Found> {
  const { size, mtimeMs } = await stat(note).catch(() => ({ size: 0, mtimeMs: Date.now() }));
  return { isSpent: size > 0, age: Math.abs(Date.now() - mtimeMs) };
}

/** Nobody is left with a token for longer than a week. */
const week = 7 * 24 * 3_600_000;

async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const note = join(directory, name);
    if ((await look(note)).age > week) await forget(note);
  }
}

async function forget(note: string): Promise<void> {
  await rm(note, { force: true }).catch(() => undefined);
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

/** VS Code in a browser reads its secret storage when a page is loaded, and not again. */
const replaced = failed({
  kind: "unauthorized",
  message:
    "Another window has renewed the sign-in, and this one did not hear of it. Reload the window, or sign in again.",
});
