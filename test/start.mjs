// `npm start`: the extension in a real VS Code, from a fresh clone. Plain JavaScript, as no package may be there yet.
import { spawn } from "node:child_process";
import { installPackages, root } from "./editor/setup/packages.mjs";

installPackages();
const script = ["--import", "tsx", "test/editor/start/start.ts"];
const child = spawn(process.execPath, [...script, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
