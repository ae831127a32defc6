// Bundles the extension: `node esbuild.mjs` (development) or `node esbuild.mjs --production`.
import { mkdirSync, rmSync } from "node:fs";
import { build } from "esbuild";
import {
  bundleProgram,
  commonOptions,
  sharedHelpers,
  sharedProtocol,
  squeezeFile,
  withoutModules,
  withoutUnusedFeatures,
} from "./bundling.mjs";

const production = process.argv.includes("--production");
const options = commonOptions(production);

/**
 * What the client's library brings, and nobody here has a use for. It looks whether VS Code is new enough, which `engines` in
 * package.json sees to already; and it compares files with patterns, where a server registers any: this one does not.
 */
const withoutUnused = withoutModules({
  "semver/functions/parse": "module.exports = (version) => version;",
  "semver/functions/satisfies": "module.exports = () => true;",
  minimatch: "exports.Minimatch = class { constructor() { throw new Error('No server here registers patterns.'); } };",
});

rmSync("dist", { recursive: true, force: true });
// For the package, which vsce puts there.
mkdirSync("out", { recursive: true });
await Promise.all([
  build({
    ...options,
    plugins: [sharedProtocol, sharedHelpers, withoutUnused, withoutUnusedFeatures],
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

if (production) for (const path of ["dist/client.js", "dist/coverage.js"]) await squeezeFile(path);
