// How large the engine is with all its languages, as it is shipped: `npx tsx test/bench/bundleSize.ts`
import { join } from "node:path";
import { build } from "esbuild";
import { commonOptions, squeeze } from "../../bundling.mjs";
import { say } from "./figure";

async function measure(): Promise<void> {
  const { outputFiles } = await build({
    ...commonOptions(true),
    entryPoints: [join(__dirname, "../../server/languages/index.ts")],
    // Nothing is counted that only makes it a module of Node.js.
    format: "esm",
    write: false,
  });
  const sizes = await Promise.all(outputFiles.map(async ({ text }) => Buffer.byteLength(await squeeze(text))));
  say({
    measure: "bundle of the engine with all languages, minified",
    value: sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000,
    unit: "kB",
    target: { atMost: 100 },
    digits: 1,
  });
}

void measure();
