// `npm test`: sets up what the tests need and runs them all. Plain JavaScript, as no package may be there yet.
import { spawnSync } from "node:child_process";
import { installPackages, root } from "./editor/setup/packages.mjs";

installPackages();
const script = ["--import", "tsx", "test/editor/rings.ts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, script, { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
