import { build } from "esbuild";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup/packages.mjs";

/** The suite as VS Code loads it: a folder that passes as an extension under development, and the script to run. */
export interface SuiteBundle {
  readonly folder: string;
  readonly script: string;
}

/** Bundles the tests of this folder as CommonJS; Mocha stays a package, it is found from the output as well. */
export async function bundleSuite(): Promise<SuiteBundle> {
  const folder = join(root, "out/extensionHost");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["run.ts", ...tests].map((name) => join(__dirname, name)),
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  // The packaged extension is installed like any other; this one only carries the tests.
  const manifest = { name: "inline-secrets-tests", publisher: "tests", version: "0.0.0", engines: { vscode: "*" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return { folder, script: join(folder, "run.js") };
}
