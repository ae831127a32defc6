import { spawn } from "node:child_process";
import { setMaxListeners } from "node:events";

/** What comes before every command: nothing of what the repository configures may run a program of its own. */
const safely = ["--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false"];

/**
 * Runs git in a folder for output that is separated by NUL, and tells the pieces as they come. Gives the exit code; undefined
 * where there is no git, or when it was cancelled.
 */
export function runGit(
  root: string,
  args: readonly string[],
  { onPieces, signal }: { readonly onPieces: (pieces: readonly string[]) => void; readonly signal: AbortSignal },
): Promise<number | undefined> {
  return new Promise<number | undefined>((resolve) => {
    // As many processes as there are families of languages listen to one signal: Node.js warns of ten.
    setMaxListeners(0, signal);
    // Patterns are of bytes, whatever the user's language.
    const env = { ...process.env, LC_ALL: "C", GIT_NO_LAZY_FETCH: "1" };
    const stdio = ["ignore", "pipe", "ignore"] as const;
    const child = spawn("git", ["-C", root, ...safely, ...args], { env, signal, stdio: [...stdio], windowsHide: true });
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const pieces = (rest + text).split("\0");
      rest = pieces.pop() ?? "";
      onPieces(pieces);
    });
    child.on("error", () => {
      resolve(undefined);
    });
    child.on("close", (code) => {
      resolve(signal.aborted ? undefined : (code ?? undefined));
    });
    // More arguments than the system takes are refused at once.
  }).catch(() => undefined);
}
