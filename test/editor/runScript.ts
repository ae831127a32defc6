import { spawn } from "node:child_process";
import { root } from "./setup/packages.mjs";

/** Runs a script of package.json in the open and gives back its exit code. */
export function runScript(name: string, env: NodeJS.ProcessEnv): Promise<number> {
  return finished(
    spawn("npm", ["run", "--silent", name], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
    }),
  );
}

/** Runs Mocha on these files and gives back its exit code. */
export function runMocha(files: string, timeout: number, env: NodeJS.ProcessEnv): Promise<number> {
  const options = ["--no-config", "--reporter", "test/reporter.cjs", "--timeout", `${timeout}`];
  return finished(
    spawn(process.execPath, ["--import", "tsx", "node_modules/mocha/bin/mocha.js", ...options, files], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    }),
  );
}

function finished(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      resolve(code ?? 1);
    });
  });
}
