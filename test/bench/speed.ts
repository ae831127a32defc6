// Throughput and keystrokes over any directory, on one core: `npx tsx test/bench/speed.ts <directory>…`
import { readFileSync } from "node:fs";
import { languageIdOf, languageOf } from "../../server/languages/index";
import { filesUnder } from "./files";

const endings = [".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".py"];
const rounds = 5;
const keystrokes = 60;

const files = process.argv
  .slice(2)
  .flatMap((directory) => filesUnder(directory, endings).map((path) => ({ path, text: readFileSync(path, "utf8") })));
const megabytes = files.reduce((sum, { text }) => sum + text.length, 0) / 1e6;

const filtered = median(Array.from({ length: rounds }, () => seconds(readAll(""))));
// A reference in front of every file lets it through the filter, so that all of it is read.
const unfiltered = median(Array.from({ length: rounds }, () => seconds(readAll("process.env.A; os.environ;\n"))));
console.log(`${files.length} files, ${megabytes.toFixed(1)} MB`);
console.log(
  `with the filter ${(megabytes / filtered).toFixed(0)} MB/s, every file read ${(megabytes / unfiltered).toFixed(0)} MB/s`,
);
for (const size of [50_000, 1_000_000]) console.log(`${size} characters: ${typeInto(size)}`);

function readAll(prefix: string): () => void {
  const texts = files.map(({ path, text }) => ({ path, text: prefix + text, languageId: languageIdOf(path) }));
  return () => {
    for (const { path, text, languageId } of texts) languageOf(languageId, path)?.references(text, languageId);
  };
}

/** Types into the middle of a file of about that size, made of those that hold references. */
function typeInto(size: number): string {
  const parts = files.filter(
    ({ path, text }) => path.endsWith(".ts") && text.includes("process.env") && text.length < size,
  );
  let text = "";
  for (let index = 0; text.length < size && parts.length > 0; index++) text += parts[index % parts.length]!.text;
  const at = text.indexOf("\n", text.length / 2);
  const typescript = languageOf("typescript", "")!;
  const times = Array.from({ length: keystrokes }, (_, index) => {
    const typed = "\nconst typed = `${process.env.SOME_NAME}".slice(0, 1 + (index % 38));
    const edited = text.slice(0, at) + typed + text.slice(at);
    return 1000 * seconds(() => typescript.references(edited, "typescript", at + typed.length));
  }).sort((a, b) => a - b);
  const quantile = (part: number): string => times[Math.floor(part * (times.length - 1))]!.toFixed(2);
  return `median ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`;
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
