// Holds the engine to tree-sitter's syntax trees, over any directory: `npx tsx test/bench/treeSitterExactness.ts <directory>…`
// Words before the directories that name a language (`go`) leave out the others.
import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import type { Node } from "web-tree-sitter";
import { Parser } from "web-tree-sitter";
import type { Reference } from "../../server/languages/reference";
import { languageOf } from "../../server/languages/index";
import { say } from "./figure";
import { filesUnder } from "./files";
import { csharpOracle } from "./treeSitter/csharp";
import { goOracle } from "./treeSitter/go";
import { loadGrammar } from "./treeSitter/grammars";
import { javaOracle } from "./treeSitter/java";
import { kotlinOracle } from "./treeSitter/kotlin";
import type { Found, TreeOracle } from "./treeSitter/nodes";
import { phpOracle } from "./treeSitter/php";
import { withReached } from "./treeSitter/reached";
import { rubyOracle } from "./treeSitter/ruby";
import { rustOracle } from "./treeSitter/rust";
import { shellOracle } from "./treeSitter/shell";
import { withVariables } from "./treeSitter/variables";

interface Tally {
  files: number;
  references: number;
  exact: number;
  /** Found with another name, kind, optional or way; found by the engine, and not there; there, and not found. */
  differing: number;
  invented: number;
  missed: number;
  /** What the engine finds in functions that tree-sitter cannot read without errors: not compared. */
  unreadable: number;
  /** What the engine finds in fields that a library fills, of which a syntax tree tells nothing: not compared. */
  unchecked: number;
}

const oracles: readonly TreeOracle[] = [
  goOracle,
  rubyOracle,
  rustOracle,
  javaOracle,
  phpOracle,
  csharpOracle,
  kotlinOracle,
  shellOracle,
];
const largest = 1_000_000;

const rows: Record<string, string | number>[] = [];
const tallies = new Map<string, Tally[]>();

void compareAll(process.argv.slice(2));

async function compareAll(words: readonly string[]): Promise<void> {
  await Parser.init();
  const chosen = oracles.filter(({ languageId }) => words.includes(languageId));
  const directories = words.filter((word) => !oracles.some(({ languageId }) => word === languageId));
  for (const oracle of chosen.length > 0 ? chosen : oracles)
    for (const directory of directories) await compareDirectory(directory, oracle);
  console.table(rows);
  for (const { languageId } of oracles) sayOf(languageId);
}

/** What is found with another kind, optional or way counts against both. */
function sayOf(languageId: string): void {
  const total = (key: keyof Tally): number => sum(tallies.get(languageId)?.map((tally) => tally[key]) ?? []);
  const exact = total("exact");
  const found = exact + total("differing") + total("invented");
  if (total("references") + found === 0) return;
  const about = `${languageId} against tree-sitter (${total("references")} references)`;
  const parts = [
    { measure: `${about}: precision`, value: (100 * exact) / (found || 1), target: { atLeast: 99.5 } },
    { measure: `${about}: recall`, value: (100 * exact) / (total("references") || 1), target: { atLeast: 99 } },
  ];
  for (const part of parts) say({ ...part, unit: "%" });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

async function compareDirectory(directory: string, oracle: TreeOracle): Promise<void> {
  const paths = filesUnder(directory, oracle.endings);
  if (paths.length === 0) return;
  const parser = new Parser();
  parser.setLanguage(await loadGrammar(oracle.grammar));
  const tally = newTally();
  for (const path of paths) compareFile({ directory, path, oracle, parser, tally });
  parser.delete();
  tallies.set(oracle.languageId, [...(tallies.get(oracle.languageId) ?? []), tally]);
  if (tally.files === 0) return;
  rows.push({
    language: oracle.languageId,
    tree: basename(directory),
    ...tally,
    precision: percent(tally.exact, tally.exact + tally.differing + tally.invented),
    recall: percent(tally.exact, tally.references),
  });
}

function newTally(): Tally {
  return {
    files: 0,
    references: 0,
    exact: 0,
    differing: 0,
    invented: 0,
    missed: 0,
    unreadable: 0,
    unchecked: 0,
  };
}

interface Comparison {
  readonly directory: string;
  readonly path: string;
  readonly oracle: TreeOracle;
  readonly parser: Parser;
  readonly tally: Tally;
}

function compareFile({ directory, path, oracle, parser, tally }: Comparison): void {
  const text = readFileSync(path, "utf8");
  if (text.length > largest || !oracle.mayHold.test(text)) return;
  const tree = parser.parse(text);
  if (tree === null) return;
  const isMisread = oracle.misread?.test(text) === true || oracle.isRead?.(tree.rootNode) === false;
  const isReadable = ({ start }: Found): boolean => !isMisread && !unitAt(tree.rootNode, start).hasError;
  const all = engineReferences(text, path, oracle);
  const found = all.filter(isReadable);
  const given = withVariables(tree.rootNode, oracle.references(tree.rootNode), oracle.isOptional);
  const expected = withReached(tree.rootNode, given).filter(isReadable);
  tree.delete();
  tally.files++;
  tally.unreadable += all.length - found.length;
  tally.references += expected.length;
  const byStart = new Map(found.map((reference) => [reference.start, reference]));
  for (const reference of expected) {
    const twin = byStart.get(reference.start);
    byStart.delete(reference.start);
    const what = twin === undefined ? "missed" : describe(twin) === describe(reference) ? "exact" : "differing";
    tally[what]++;
    if (what !== "exact") report(twin === undefined ? what : `${what}, engine says ${describe(twin)}`, reference);
  }
  for (const reference of byStart.values()) {
    const what = reference.via === "schema" ? "unchecked" : "invented";
    tally[what]++;
    report(what, reference);
  }

  function report(what: string, { start, ...reference }: Found): void {
    const line = text.slice(0, start).split("\n").length;
    const context = text.slice(Math.max(0, start - 60), start + reference.name.length + 40).replace(/\s+/g, " ");
    console.log(`${relative(directory, path)}:${line} ${what}: ${describe({ start, ...reference })} in …${context}…`);
  }
}

function engineReferences(text: string, path: string, { languageId }: TreeOracle): readonly Found[] {
  const language = languageOf(languageId, path);
  if (language === undefined) throw new Error(`The engine does not know ${languageId}`);
  // The oracle does not follow functions that read the name they are given: the tables of the tests do.
  const isCompared = ({ form, kind, via }: Reference): boolean =>
    form === "accessor" && kind !== "dynamic" && via !== "wrapper";
  return language.references(text, languageId).filter(isCompared);
}

const unit = /^(?:function|method|singleton_method|constructor|property|field)(?:_(?:item|declaration|definition))?$/;

/** The function around a place, or whatever else stands in the file by itself. */
function unitAt(root: Node, start: number): Node {
  let at = root.descendantForIndex(start) ?? root;
  while (!unit.test(at.type) && at.parent !== null && !at.parent.equals(root)) at = at.parent;
  return at;
}

function describe({ name, kind, optional, via }: Found): string {
  return [name, kind, ...(optional ? ["optional"] : []), via].join(" ");
}

function percent(part: number, whole: number): string {
  return ((100 * part) / (whole || 1)).toFixed(2);
}
