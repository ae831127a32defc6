// Holds the reading of Python to Python's own parser, over any directory: `npx tsx test/bench/pythonExactness.ts <directory>…`
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { languageOf } from "../../server/languages/index";
import { say } from "./figure";
import { filesUnder } from "./files";

/** A reference as the oracle tells it: line, column of the string, name, kind, optional, via. */
type Found = readonly [number, number, string, string, boolean, string];

const oracle = new URL("python_oracle.py", import.meta.url).pathname;

const tallies = process.argv.slice(2).map((directory) => {
  const paths = filesUnder(directory, [".py"]).filter((path) =>
    /environ|getenv|putenv|unsetenv/.test(readFileSync(path, "utf8")),
  );
  const answers = spawnSync("python3", [oracle], {
    input: paths.map((path) => `${path}\n`).join(""),
    maxBuffer: 1 << 30,
  });
  const lines = answers.stdout.toString("utf8").split("\n");
  const tally = { files: 0, expected: 0, exact: 0, invented: 0, missed: 0, differing: 0 };
  paths.forEach((path, position) => {
    const expected = JSON.parse(lines[position] ?? "null") as readonly Found[] | null;
    if (expected === null) return;
    tally.files++;
    tally.expected += expected.length;
    const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    const found = new Map(engineReferences(text));
    for (const [line, , name, kind, optional, via] of expected) {
      const key = [...found.keys()].find(
        (each) => each.startsWith(`${line} ${name} `) && found.get(each) === `${kind} ${optional} ${via}`,
      );
      const near = key ?? [...found.keys()].find((each) => each.startsWith(`${line} ${name} `));
      if (near === undefined) tally.missed++;
      else if (key === undefined) tally.differing++;
      else tally.exact++;
      const what = near === undefined ? "missed" : `differing, engine says ${found.get(near) ?? ""}`;
      if (key === undefined)
        console.log(`${relative(directory, path)}:${line} ${what}: ${name} ${kind} ${optional} ${via}`);
      if (near !== undefined) found.delete(near);
    }
    tally.invented += found.size;
    for (const [key, words] of found) console.log(`${relative(directory, path)}:${key} invented: ${words}`);
  });
  console.log(directory, tally);
  return tally;
});
const total = (key: keyof (typeof tallies)[number]): number => tallies.reduce((sum, tally) => sum + tally[key], 0);
const found = total("exact") + total("differing") + total("invented");
console.log(`${total("expected")} references in ${total("files")} files`);
// What is found with another kind, optional or way counts against both.
say({
  measure: "Python against its own parser: precision",
  value: (100 * total("exact")) / (found || 1),
  unit: "%",
  target: { atLeast: 99.5 },
});
say({
  measure: "Python against its own parser: recall",
  value: (100 * total("exact")) / (total("expected") || 1),
  unit: "%",
  target: { atLeast: 99 },
});

function engineReferences(text: string): [string, string][] {
  return languageOf("python", "")!
    .references(text, "python")
    .filter(({ form, kind, via }) => form === "accessor" && kind !== "dynamic" && via !== "schema" && via !== "wrapper")
    .map(({ name, start, kind, optional, via }) => [
      `${text.slice(0, start).split("\n").length} ${name} ${start}`,
      `${kind} ${optional} ${via}`,
    ]);
}
