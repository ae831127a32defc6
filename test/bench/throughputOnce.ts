// One run for `throughput.ts`: both read every file in turn, several times.
import { readFileSync } from "node:fs";
import { languageIdOf, languageOf } from "../../server/languages/index";
import { quantile, say } from "./figure";
import { filesUnder } from "./files";
import { endings, loadReaders } from "./treeSitter/queries";

const rounds = 3;
/** Larger files are left out: they are written by machines. */
const largest = 1_000_000;

void main(process.argv.slice(2));

async function main(folders: readonly string[]): Promise<void> {
  const readerOf = await loadReaders();
  const files = folders
    .flatMap((folder) => filesUnder(folder, endings))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }))
    .filter(({ text }) => text.length <= largest)
    .map(({ path, text }) => {
      const languageId = languageIdOf(path);
      const language = languageOf(languageId, path)!;
      // A reference in front of every file lets it through the filter, so that all of it is read.
      return {
        text: `${language.accessor("NAME")}\n${text}`,
        original: text,
        languageId,
        language,
        read: readerOf(path),
      };
    });
  const megabytes = files.reduce((sum, { text }) => sum + text.length, 0) / 1e6;

  const theirs: number[] = [];
  const ours: number[] = [];
  const filtered: number[] = [];
  for (let round = 0; round < rounds; round++) {
    theirs.push(seconds(() => files.map(({ read, text }) => read(text))));
    ours.push(seconds(() => files.map(({ language, text, languageId }) => language.references(text, languageId))));
    filtered.push(seconds(() => files.map((file) => file.language.references(file.original, file.languageId))));
  }
  const speed = (times: readonly number[]): number => megabytes / quantile(times, 0.5);
  console.log(`${files.length} files, ${megabytes.toFixed(1)} MB on one core`);
  console.log(`web-tree-sitter ${speed(theirs).toFixed(1)} MB/s, the engine ${speed(ours).toFixed(1)} MB/s`);
  console.log(`the engine with its filter ${speed(filtered).toFixed(0)} MB/s`);
  say({
    measure: "throughput on one core, every file ÷ web-tree-sitter with queries",
    value: speed(ours) / speed(theirs),
    target: { atLeast: 10 },
    digits: 1,
  });
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
