import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { root } from "./setup/packages.mjs";

/** Runs a script of package.json and gives back its exit code; what it says goes to a file. */
export function runScript(name: string, env: NodeJS.ProcessEnv, output: string): Promise<number> {
  return into(output, (stdio) =>
    spawn("npm", ["run", "--silent", name], {
      cwd: root,
      stdio,
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
    }),
  );
}

/** Runs Mocha on these files, or those that match, and gives back its exit code; what it says goes to a file. */
export function runMocha(files: readonly string[], env: NodeJS.ProcessEnv, output: string): Promise<number> {
  const options = ["--no-config", "--reporter", "test/reporter.cjs", "--timeout", "300000"];
  return into(output, (stdio) =>
    spawn(process.execPath, ["--import", "tsx", "node_modules/mocha/bin/mocha.js", ...options, ...files], {
      cwd: root,
      stdio,
      env: { ...process.env, ...env },
    }),
  );
}

function into(output: string, start: (stdio: ["ignore", number, number]) => ChildProcess): Promise<number> {
  const file = openSync(output, "a");
  return new Promise((resolve) => {
    start(["ignore", file, file]).on("exit", (code) => {
      closeSync(file);
      resolve(code ?? 1);
    });
  });
}
