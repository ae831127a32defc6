// Bundles the extension: `node esbuild.mjs` (development) or `node esbuild.mjs --production`.
import { mkdirSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { bundleProgram, commonOptions, sharedProtocol, squeezeFile } from "./bundling.mjs";

const production = process.argv.includes("--production");
const options = commonOptions(production);

/**
 * The client's library looks whether VS Code is new enough, which `engines` in package.json sees to already: it need not
 * bring all of semver for that.
 * @type {import("esbuild").Plugin}
 */
const noVersionCheck = {
  name: "no-version-check",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^semver\/functions\/(parse|satisfies)$/ }, ({ path }) => ({
      path,
      namespace: "no-version-check",
    }));
    onLoad({ filter: /./, namespace: "no-version-check" }, ({ path }) => ({
      contents: `module.exports = ${path.endsWith("parse") ? "(version) => version" : "() => true"};`,
    }));
  },
};

rmSync("dist", { recursive: true, force: true });
// For the package, which vsce puts there.
mkdirSync("out", { recursive: true });
await Promise.all([
  build({
    ...options,
    plugins: [sharedProtocol, noVersionCheck],
    entryPoints: { client: "client/extension.ts" },
    outdir: "dist",
    external: ["vscode"],
  }),
  bundleProgram({ entry: "server/main.ts", folder: "dist", production }),
  build({
    ...options,
    entryPoints: { coverage: "client/webview/coverage.ts", "coverage-style": "client/webview/coverage.css" },
    platform: "browser",
    format: "iife",
    target: "es2022",
    outdir: "dist",
  }),
]);

if (production) await squeezeFile("dist/client.js");
