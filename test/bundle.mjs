// Bundles the fast tests. It takes half a second, and they need a quarter less time than file by file, where what one file
// imports from another is looked up again at each use.
import { rmSync } from "node:fs";
import { build } from "esbuild";
import { commonOptions, withoutUncalled } from "../bundling.mjs";

/** Where the bundles are, by the names and folders of their tests. */
export const bundledTests = "out/tests";

/**
 * Where the server imports a library of which only a part is packed, it has that part here too: what it calls after all fails.
 * @type {import("esbuild").Plugin}
 */
const librariesAsPacked = {
  name: "libraries-as-packed",
  setup: ({ onResolve }) => {
    for (const [library, path] of Object.entries(commonOptions(false).alias ?? {}))
      onResolve({ filter: new RegExp(`^${library}$`) }, ({ importer }) =>
        /[\\/]server[\\/]/.test(importer) ? { path } : undefined,
      );
  },
};

/** Bundles all tests that Mocha runs by its configuration. */
export async function bundleTests() {
  rmSync(bundledTests, { recursive: true, force: true });
  await build({
    entryPoints: ["test/pure/**/*.test.ts", "test/protocol/**/*.test.ts"],
    outbase: "test",
    outdir: bundledTests,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // A file that several tests import is one for all of them, as it is when they run from their sources.
    splitting: true,
    format: "esm",
    packages: "external",
    plugins: [librariesAsPacked, withoutUncalled],
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
  });
}
