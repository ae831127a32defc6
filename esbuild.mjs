// Bundles the extension: `node esbuild.mjs` (development) or `node esbuild.mjs --production`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { minify } from "terser";

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
};

/** What the client and the server both need: it is packed once, as `dist/protocol.js`. */
const protocolModules = [
  "vscode-jsonrpc",
  "vscode-jsonrpc/node",
  "vscode-languageserver-protocol",
  "vscode-languageserver-protocol/node",
  "vscode-languageserver-types",
];

/** @type {import("esbuild").Plugin} */
const sharedProtocol = {
  name: "shared-protocol",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode-(jsonrpc|languageserver-(protocol|types))(\/.*)?$/ }, ({ path }) => {
      if (!protocolModules.includes(path)) throw new Error(`${path} has to be added to the modules that are shared.`);
      return { path, namespace: "shared-protocol" };
    });
    onLoad({ filter: /./, namespace: "shared-protocol" }, ({ path }) => ({
      contents: `module.exports = require("./protocol.js")[${JSON.stringify(path)}]();`,
      resolveDir: ".",
    }));
    onResolve({ filter: /^\.\/protocol\.js$/ }, ({ namespace }) =>
      namespace === "shared-protocol" ? { path: "./protocol.js", external: true } : undefined,
    );
  },
};

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
  build({ ...options, plugins: [sharedProtocol], entryPoints: { server: "server/main.ts" }, outdir: "dist" }),
  build({
    ...options,
    stdin: {
      contents: protocolModules
        .map((name) => `exports[${JSON.stringify(name)}] = () => require("${name}");`)
        .join("\n"),
      resolveDir: ".",
    },
    outfile: "dist/protocol.js",
  }),
  build({
    ...options,
    entryPoints: { coverage: "client/webview/coverage.ts", "coverage-style": "client/webview/coverage.css" },
    platform: "browser",
    format: "iife",
    target: "es2022",
    outdir: "dist",
  }),
]);

// What is downloaded by everybody may take its time to be made: this takes off another thirtieth.
if (production) for (const name of ["client", "server", "protocol"]) await squeeze(`dist/${name}.js`);

/** @param {string} path */
async function squeeze(path) {
  const { code } = await minify(readFileSync(path, "utf8"), { ecma: 2020, compress: { passes: 3 }, mangle: true });
  if (code === undefined) throw new Error(`${path} could not be made smaller.`);
  writeFileSync(path, code);
}
