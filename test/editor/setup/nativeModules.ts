import { transformSync } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Which of our modules takes the place of which file of an installed package. */
const standIns = [
  // Without a logger every output channel stays empty.
  { source: "spdlog", package: "node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog", file: "index.js" },
  {
    source: "watchdog",
    package: "node_modules/code-server/lib/vscode/node_modules/@vscode/native-watchdog",
    file: "build/Release/watchdog.js",
  },
  {
    source: "watchdog",
    package: "node_modules/code-server/lib/vscode/node_modules/native-watchdog",
    file: "build/Release/watchdog.js",
  },
  // Without a password hasher, although never called here, code-server does not start.
  { source: "argon2", package: "node_modules/argon2", file: "argon2.js" },
  { source: "argon2", package: "node_modules/argon2", file: "argon2.cjs" },
];

/** Puts small JavaScript modules in the place of the native ones that the server cannot do without. */
export function replaceNativeModules(folder: string): void {
  for (const standIn of standIns) {
    // Which of them there are, and where, depends on the version.
    if (!existsSync(join(folder, standIn.package))) continue;
    const target = join(folder, standIn.package, standIn.file);
    const source = readFileSync(join(__dirname, "standIns", `${standIn.source}.ts`), "utf8");
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformSync(source, { loader: "ts", format: "cjs", platform: "node" }).code);
  }
}
