import { basename, join } from "node:path";
import { buildSync } from "esbuild";
import { bundleProgram } from "../../bundling.mjs";
import { root } from "../editor/setup/packages.mjs";

/** Bundles a TypeScript file as the extension is bundled, minified and to be run without a loader, and says where it lies. */
export function bundle(entry: string, external: readonly string[] = []): string {
  // Below the root, where packages that are not bundled are found.
  const outfile = join(root, "out/bench", `${basename(entry, ".ts")}.js`);
  buildSync({
    entryPoints: [join(root, entry)],
    outfile,
    external: [...external],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    alias: { "node-fetch-native": "node-fetch-native/native" },
    logLevel: "error",
  });
  return outfile;
}

/** Bundles a program as the server is shipped, to be run with code that was kept for it, and says where it begins. */
export async function bundleAsShipped(entry: string): Promise<string> {
  const folder = join(root, "out/bench", basename(entry, ".ts"));
  await bundleProgram({ entry, folder, production: true });
  return join(folder, "server.js");
}
