// Bundles tests that need no editor. It takes half a second, and they need a quarter less time than file by file, those that read
// long texts half, where what one file imports from another is looked up again at each use.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { commonOptions, withoutUncalled } from "../bundling.mjs";

/**
 * Tests that are bundled together: where they are, and where their bundles go, by the names and folders of the tests.
 * @typedef {{ readonly files: readonly string[], readonly folder: string }} Bundles
 */

/** All tests that Mocha runs by its configuration. */
export const fastTests = { files: ["test/pure/**/*.test.ts", "test/protocol/**/*.test.ts"], folder: "out/tests" };

/** Those that hold providers to the contract and to what vendors publish, and everything to its endurance. */
export const conformanceTests = {
  files: ["test/conformance/**/*.test.ts", "test/endurance/**/*.test.ts"],
  folder: "out/conformance",
};

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

/**
 * Our own bundling stays where it is, as it finds libraries from there.
 * @type {import("esbuild").Plugin}
 */
const ownBundling = {
  name: "own-bundling",
  setup: ({ onResolve }) => {
    onResolve({ filter: /[\\/]bundling\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * A library that says what it imports as only bundlers understand it, without endings of files.
 * @type {import("esbuild").Plugin}
 */
const unfinishedLibraries = {
  name: "unfinished-libraries",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@inferencesh\/sdk$/ }, ({ path }) => ({ path: fileURLToPath(import.meta.resolve(path)) }));
  },
};

/**
 * Bundles tests.
 * @param {Bundles} tests
 */
export async function bundleTests({ files, folder }) {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: [...files],
    outbase: "test",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // A file that several tests import is one for all of them, as it is when they run from their sources.
    splitting: true,
    format: "esm",
    packages: "external",
    plugins: [ownBundling, unfinishedLibraries, librariesAsPacked, withoutUncalled],
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "warning",
  });
}
