import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What must be gone when this process is. */
const groups = new Set<number>();
const folders = new Set<string>();
const tasks: (() => void)[] = [];

process.on("exit", () => {
  for (const task of tasks) task();
  for (const group of groups) signalGroup(group, "SIGKILL");
  for (const folder of folders) remove(folder);
});
// Without a listener of its own a signal ends the process before `exit` is heard.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

/** Does something at the end of this process, while its folders are still there. It cannot wait for anything. */
export function beforeLeaving(task: () => void): void {
  tasks.push(task);
}

/** A folder that is removed together with this process, or before. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Makes a new empty folder for the time of this process. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `secrets-${name}-`));
  folders.add(path);
  return {
    path,
    remove: () => {
      remove(path);
      folders.delete(path);
    },
  };
}

function remove(path: string): void {
  // A process that is being killed may still write for a moment.
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** A program that runs in a process group of its own, with everything that it starts. */
export interface ProcessGroup {
  readonly id: number;
  /** Resolves with the exit code, or with 1 when a signal ended it. */
  readonly exited: Promise<number>;
  /** Everything said so far on standard output and standard error. */
  readonly output: () => string;
  /** Calls back for everything it says. */
  readonly onOutput: (listener: (text: string) => void) => void;
  /** Asks the whole group to end, and after three seconds makes it. */
  readonly stop: () => Promise<void>;
}

/** Starts a program in a process group of its own. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
): ProcessGroup {
  const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const group = child.pid;
  if (group === undefined) throw new Error(`${command} cannot be started`);
  groups.add(group);
  let output = "";
  const listeners: ((text: string) => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener(text);
    });
  }
  const exited = new Promise<number>((resolve) => {
    child.on("exit", (code) => {
      resolve(code ?? 1);
    });
  });
  return {
    id: group,
    exited,
    output: () => output,
    onOutput: (listener) => listeners.push(listener),
    stop: () => stopGroup(group, exited),
  };
}

async function stopGroup(group: number, exited: Promise<number>): Promise<void> {
  signalGroup(group, "SIGTERM");
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000))]);
  // Children that outlive their parent are still in the group.
  signalGroup(group, "SIGKILL");
  groups.delete(group);
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone already.
  }
}
