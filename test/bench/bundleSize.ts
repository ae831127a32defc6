// How large the engine is with all its languages, minified: `npx tsx test/bench/bundleSize.ts`
import { join } from "node:path";
import { buildSync } from "esbuild";
import { say } from "./figure";

const { outputFiles } = buildSync({
  entryPoints: [join(__dirname, "../../server/languages/index.ts")],
  bundle: true,
  minify: true,
  format: "esm",
  write: false,
});
const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
say({
  measure: "bundle of the engine with all languages, minified",
  value: bytes / 1000,
  unit: "kB",
  target: { atMost: 100 },
  digits: 1,
});
