// How many references survive an unfinished line elsewhere in the file: `npx tsx test/bench/survival.ts <directory>…`
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { languageIdOf, languageOf } from "../../server/languages/index";
import { say } from "./figure";
import { filesUnder } from "./files";

/** Twelve things that somebody may just be typing in a script. */
const script = [
  "process.env.",
  'const a = process.env["',
  "const b = 'text",
  "const c = `text ",
  "const d = `text ${name",
  "call(name, ",
  "const e = [",
  "if (name) {",
  "/* note",
  "const { ",
  "return <div className=",
  "const f = <T",
];

const ruby = ["%w[", "a = %(text", "b = %Q(key=#{ENV[", "c = %q{", 'd = "#{name', "call(name, "];
const perl = ["my $a = q(", "my $b = qq{text ", "my @c = qw(", "$d =~ s{", 'my $e = "text', "call($name, "];

/** What somebody may just be typing, by how files end. */
const unfinishedIn = new Map([
  ...[".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro"].map(
    (ending) => [ending, script] as const,
  ),
  ...[".rb", ".rake", ".gemspec"].map((ending) => [ending, ruby] as const),
  ...[".pl", ".pm", ".t"].map((ending) => [ending, perl] as const),
]);
const endings = [...unfinishedIn.keys()];
const largest = 200_000;

const counts = process.argv.slice(2).map((directory) => {
  const lost = new Map<string, number>();
  let total = 0;
  let kept = 0;
  let invented = 0;
  filesUnder(directory, endings).forEach((path, position) => {
    const text = readFileSync(path, "utf8");
    if (text.length > largest || !/env/i.test(text)) return;
    const languageId = languageIdOf(path);
    const read = (edited: string, at?: number) => languageOf(languageId, path)!.references(edited, languageId, at);
    const before = read(text);
    if (before.length === 0) return;
    const at = lineEndNear(text, position * 7919);
    for (const piece of unfinishedIn.get(extname(path)) ?? []) {
      const insert = `\n${piece}`;
      const after = read(text.slice(0, at) + insert + text.slice(at), at + insert.length);
      const starts = new Set(after.map(({ start, name }) => `${start > at ? start - insert.length : start} ${name}`));
      const survivors = before.filter(({ start, name }) => starts.has(`${start} ${name}`)).length;
      total += before.length;
      kept += survivors;
      invented += after.filter(({ start }) => start < at || start > at + insert.length).length - survivors;
      lost.set(piece, (lost.get(piece) ?? 0) + before.length - survivors);
    }
  });
  console.log(directory, `${kept} of ${total} survive (${((100 * kept) / total).toFixed(2)} %), ${invented} invented`);
  console.log(Object.fromEntries([...lost].filter(([, count]) => count > 0)));
  return { total, kept };
});
const sum = (key: "total" | "kept"): number => counts.reduce((all, count) => all + count[key], 0);
say({
  measure: "references elsewhere in the file that survive an unfinished line",
  value: (100 * sum("kept")) / (sum("total") || 1),
  unit: "%",
  target: { atLeast: 99 },
});

/** The end of some line that is not the last; which one depends on the seed alone. */
function lineEndNear(text: string, seed: number): number {
  const found = text.indexOf("\n", seed % text.length);
  return found < 0 ? text.length : found;
}
