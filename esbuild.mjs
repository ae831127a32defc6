// Bundles the extension: `node esbuild.mjs` (development) or `node esbuild.mjs --production`.
import { mkdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: "warning",
  // Packages are taken in their ES module form, which tree-shakes.
  mainFields: ["module", "main"],
  // ofetch brings a fetch for Node.js versions that have none of their own.
  alias: { "node-fetch-native": "node-fetch-native/native" },
};

rmSync("dist", { recursive: true, force: true });
// For the package, which vsce puts there.
mkdirSync("out", { recursive: true });
await Promise.all([
  build({ ...options, entryPoints: { client: "client/extension.ts" }, outdir: "dist", external: ["vscode"] }),
  build({ ...options, entryPoints: { server: "server/main.ts" }, outdir: "dist" }),
  build({
    ...options,
    entryPoints: { coverage: "client/webview/coverage.ts", "coverage-style": "client/webview/coverage.css" },
    platform: "browser",
    format: "iife",
    target: "es2022",
    outdir: "dist",
  }),
]);
