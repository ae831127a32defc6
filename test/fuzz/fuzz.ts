// Reads texts as nobody would write them, in every language, and keeps those that break a promise as rows of a table that the
// fast tests run over: `npm run fuzz [-- --seconds 60] [--seed 1] [--language python]`
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { samples } from "../pure/languages/samples";
import { checkCase } from "../pure/languages/promises";
import { shrink } from "./shrink";
import type { Case } from "../pure/languages/promises";
import { casesOf } from "./texts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    language: { type: "string" },
  },
});
const table = join(__dirname, "../pure/languages/finds.json");
const runsPerTurn = 40;
const firstSeed = Number(values.seed);
const end = performance.now() + 1000 * Number(values.seconds);
const languageIds = [...new Set(samples.map(([languageId]) => languageId))].filter(
  (languageId) => values.language === undefined || values.language === languageId,
);

console.log(`Seed ${firstSeed}, ${values.seconds} s, ${languageIds.length} languages`);
const finds: Case[] = [];
const seen = new Set<string>();
let texts = 0;
for (let turn = 0; performance.now() < end; turn++)
  for (const languageId of languageIds) if (performance.now() < end) fuzz(languageId, firstSeed + turn);
keep(finds);
console.log(`${texts} texts, ${finds.length} finds${finds.length === 0 ? "" : `, added to ${table}`}`);
process.exitCode = finds.length === 0 ? 0 : 1;

/** A language for a moment; the same seed gives the same texts. */
function fuzz(languageId: string, seed: number): void {
  const details = fc.check(
    fc.property(casesOf(languageId), (each) => {
      texts++;
      checkCase(each);
    }),
    { seed, numRuns: runsPerTurn },
  );
  const found = details.counterexample?.[0];
  if (found === undefined) return;
  const failure = failureOf(found);
  const kind = `${languageId}: ${failure ?? "a failure that does not repeat itself"}`;
  if (failure === undefined || seen.has(kind)) return;
  seen.add(kind);
  const smallest = shrink(found, (smaller) => failureOf(smaller) === failure);
  console.log(`${kind}, seed ${seed}\n  ${JSON.stringify(smallest)}`);
  finds.push(smallest);
}

/** What is wrong, without what differs from text to text. */
function failureOf(each: Case): string | undefined {
  try {
    checkCase(each);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return words.split("\n")[0]?.replace(/\d+(?:\.\d+)?/g, "…");
  }
}

function keep(found: readonly Case[]): void {
  const before = JSON.parse(readFileSync(table, "utf8")) as readonly Case[];
  const known = new Set(before.map((each) => JSON.stringify(each)));
  const rows = [...before, ...found.filter((each) => !known.has(JSON.stringify(each)))];
  writeFileSync(table, `${JSON.stringify(rows, null, 2)}\n`);
}
