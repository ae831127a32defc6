// Holds the engine to other people's parsers, over any directory: `npx tsx test/bench/exactness.ts <directory>…`
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { languageOf } from "../../server/languages/index";
import type { Reference } from "../../server/languages/reference";
import { say } from "./figure";
import { filesUnder } from "./files";
import { oracleReferences } from "./typescriptOracle";

interface Tally {
  files: number;
  expected: number;
  exact: number;
  /** Found by the engine, and not there; there, and not found; found with another kind, optional or way. */
  invented: number;
  missed: number;
  differing: number;
  /** Found through wrappers and in schemas, which the oracle does not know: listed, to be read. */
  unchecked: number;
}

const endings = [".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"];
const largest = 1_000_000;

const tallies = process.argv.slice(2).map((directory) => {
  const tally: Tally = { files: 0, expected: 0, exact: 0, invented: 0, missed: 0, differing: 0, unchecked: 0 };
  for (const path of filesUnder(directory, endings)) compare(directory, path, tally);
  console.log(directory, tally);
  return tally;
});
const total = (key: keyof Tally): number => tallies.reduce((sum, tally) => sum + tally[key], 0);
const found = total("exact") + total("differing") + total("invented");
console.log(`${total("expected")} references in ${total("files")} files`);
// What is found with another kind, optional or way counts against both.
say({
  measure: "JavaScript and TypeScript against TypeScript's own parser: precision",
  value: (100 * total("exact")) / (found || 1),
  unit: "%",
  target: { atLeast: 99.9 },
});
say({
  measure: "JavaScript and TypeScript against TypeScript's own parser: recall",
  value: (100 * total("exact")) / (total("expected") || 1),
  unit: "%",
  target: { atLeast: 99.5 },
});

function compare(directory: string, path: string, tally: Tally): void {
  const text = readFileSync(path, "utf8");
  if (text.length > largest || !text.includes("env")) return;
  const languageId = languageIdOf(path);
  const all = languageOf(languageId, path)!
    .references(text, languageId)
    .filter(({ form }) => form === "accessor");
  const found = all.filter(({ via }) => via === "direct" || via === "alias");
  const unchecked = all.filter((reference) => !found.includes(reference));
  const inSchemas = new Set(unchecked.filter(({ via }) => via === "schema").map(({ name }) => name));
  const expected = oracleReferences(path, text);
  // What a schema says of a name counts for the places that hand it to the schema too.
  const isSame = (twin: Reference, reference: Reference): boolean =>
    words(inSchemas.has(twin.name) ? { ...twin, optional: reference.optional } : twin) === words(reference);
  tally.files++;
  tally.unchecked += unchecked.length;
  for (const reference of unchecked) report("unchecked", reference);
  tally.expected += expected.length;
  const byStart = new Map(found.map((reference) => [reference.start, reference]));
  for (const reference of expected) {
    const twin = byStart.get(reference.start);
    byStart.delete(reference.start);
    if (twin === undefined) tally.missed++;
    else if (isSame(twin, reference)) tally.exact++;
    else tally.differing++;
    if (twin === undefined) report("missed", reference);
    else if (!isSame(twin, reference)) report(`differing, engine says ${words(twin)}`, reference);
  }
  tally.invented += byStart.size;
  for (const reference of byStart.values()) report("invented", reference);

  function report(what: string, reference: Reference): void {
    const line = text.slice(0, reference.start).split("\n").length;
    const context = text.slice(Math.max(0, reference.start - 60), reference.end + 30).replace(/\s+/g, " ");
    console.log(`${relative(directory, path)}:${line} ${what}: ${words(reference)} in …${context}…`);
  }
}

function words({ name, kind, optional, via }: Reference): string {
  return [name, kind, ...(optional ? ["optional"] : []), via].join(" ");
}

function languageIdOf(path: string): string {
  if (/\.(?:ts|mts|cts)$/.test(path)) return "typescript";
  return path.endsWith(".tsx") ? "typescriptreact" : "javascript";
}
