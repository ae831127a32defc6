// One run for `speed.ts`.
import { readFileSync } from "node:fs";
import { languageIdOf, languageOf } from "../../server/languages/index";
import { quantile, say } from "./figure";
import { filesUnder } from "./files";

const endings = [".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".py"];
const rounds = 7;
const warmUp = 100;
const keystrokes = 300;

const files = process.argv
  .slice(2)
  .flatMap((directory) => filesUnder(directory, endings).map((path) => ({ path, text: readFileSync(path, "utf8") })));
const megabytes = files.reduce((sum, { text }) => sum + text.length, 0) / 1e6;

// A reference in front of every file lets it through the filter, so that all of it is read.
const unfiltered = throughput("process.env.A; os.environ;\n");
const filtered = throughput("");
console.log(
  `${files.length} files, ${megabytes.toFixed(1)} MB: every file read ${unfiltered}, with the filter ${filtered}`,
);
// Behind that, as in an editor, where the files of a workspace have been read before somebody types in one of them.
for (const { size, name, target } of [
  { size: 50_000, name: "50 kB", target: { atMost: 1 } },
  { size: 1_000_000, name: "1 MB", target: { atMost: 15 } },
]) {
  const { typing, afresh } = typeInto(size);
  console.log(`keystroke in ${name}: ${summary(typing)}; the same text, never seen before: ${summary(afresh)}`);
  say({ measure: `keystroke to fresh references, ${name}, p95`, value: quantile(typing, 0.95), unit: "ms", target });
}

function throughput(prefix: string): string {
  const texts = files.map(({ path, text }) => ({ path, text: prefix + text, languageId: languageIdOf(path) }));
  const times = Array.from({ length: rounds }, () =>
    milliseconds(() => {
      for (const { path, text, languageId } of texts) languageOf(languageId, path)?.references(text, languageId);
    }),
  );
  return `${((1000 * megabytes) / quantile(times, 0.5)).toFixed(0)} MB/s`;
}

/**
 * Types a line into the middle of a file of about that size, made of those that hold references, character by character; and
 * reads each state of it once more without the help of the state before.
 */
function typeInto(size: number): { readonly typing: readonly number[]; readonly afresh: readonly number[] } {
  const text = fileOf(size);
  const at = text.indexOf("\n", text.length / 2);
  const typescript = languageOf("typescript", "")!;
  const line = "\nconst typed = `${process.env.SOME_NAME}`;";
  // One after the other: while somebody types, nothing else is read that would leave garbage behind.
  const strokes = Array.from({ length: warmUp + keystrokes }, (_, stroke) => line.slice(0, 1 + (stroke % line.length)));
  const timesOf = (read: (edited: string, typed: string) => void): readonly number[] =>
    strokes
      .map((typed) => {
        const edited = text.slice(0, at) + typed + text.slice(at);
        return milliseconds(() => {
          read(edited, typed);
        });
      })
      .slice(warmUp);
  return {
    typing: timesOf((edited, typed) => typescript.references(edited, "typescript", at + typed.length)),
    afresh: timesOf((edited) => typescript.references(edited, "typescript")),
  };
}

function fileOf(size: number): string {
  const parts = files.filter(
    ({ path, text }) => path.endsWith(".ts") && text.includes("process.env") && text.length < size,
  );
  let text = "";
  for (let index = 0; text.length < size && parts.length > 0; index++) text += parts[index % parts.length]!.text;
  return text.slice(0, text.lastIndexOf("\n", size) + 1);
}

function summary(times: readonly number[]): string {
  const [least, median, p95] = [0, 0.5, 0.95].map((part) => quantile(times, part).toFixed(2));
  return `least ${least} ms, median ${median} ms, p95 ${p95} ms`;
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
