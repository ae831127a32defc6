// One run for `keystrokes.ts`.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { languageOf } from "../../server/languages/index";
import { quantile, say } from "./figure";
import { filesUnder } from "./files";

/** What is typed, character by character, in a file of a language: at a line of its own, behind what fits `at` if that is there. */
interface Typist {
  readonly name: string;
  readonly languageId: string;
  readonly ending: string;
  readonly line: string;
  readonly at?: RegExp;
}

const script = /<script[^>]*>/g;
const component = "\nconst typed = `${import.meta.env.SOME_NAME}`;";
const hole = '\n<p class="typed">{import.meta.env.SOME_NAME ?? "b"}</p>';
const template = '\n<p :class="typed">{{ import.meta.env.SOME_NAME ?? "b" }}</p>';

const typists: readonly Typist[] = [
  typist("typescript", ".ts", "\nconst typed = `${process.env.SOME_NAME}`;"),
  typist("typescriptreact", ".tsx", "\nconst typed = `${process.env.SOME_NAME}`;"),
  typist("python", ".py", "\ntyped = f\"{os.environ['SOME_NAME']} b\""),
  typist("go", ".go", '\ntyped := []string{os.Getenv("SOME_NAME"), `b`}'),
  typist("java", ".java", '\nString typed = System.getenv("SOME_NAME") + "b";'),
  typist("kotlin", ".kt", '\nval typed = "${System.getenv("SOME_NAME")} b"'),
  typist("csharp", ".cs", '\nvar typed = $"{Environment.GetEnvironmentVariable("SOME_NAME")} b";'),
  typist("rust", ".rs", '\nlet typed = std::env::var("SOME_NAME").unwrap_or("b".into());'),
  typist("ruby", ".rb", '\ntyped = "#{ENV.fetch("SOME_NAME", "b")} c"'),
  typist("erb", ".erb", '\n<p class="typed"><%= ENV.fetch("SOME_NAME", "b") %></p>'),
  typist("php", ".php", '\n$typed = getenv("SOME_NAME") ?: "b"; /* c */'),
  typist("shellscript", ".sh", '\ntyped="${SOME_NAME:-b} $(echo "$OTHER_NAME")"'),
  typist("powershell", ".ps1", '\n$typed = "$env:SOME_NAME $(Get-Item "b")"'),
  typist("elixir", ".ex", '\ntyped = "#{System.get_env("SOME_NAME")} b"'),
  { ...typist("vue", ".vue", component, script), name: "vue, script" },
  { ...typist("vue", ".vue", template, /<template>/g), name: "vue, template" },
  { ...typist("svelte", ".svelte", component, script), name: "svelte, script" },
  { ...typist("svelte", ".svelte", hole, /<\/script>/g), name: "svelte, markup" },
  typist("astro", ".astro", hole),
  typist("markdown", ".md", "\nSet `<SOME_NAME>` and <secret>OTHER_NAME</secret> first."),
  typist("json", ".json", '\n"typed": ["<SOME_NAME>", "b"],'),
  typist("yaml", ".yml", '\ntyped: "${{ secrets.SOME_NAME }} <OTHER_NAME>"'),
];

const warmUp = 80;
const keystrokes = 120;
/** Files beyond this were written by machines. */
const largest = 200_000;

const { values, positionals } = parseArgs({
  options: { only: { type: "string" }, size: { type: "string", default: "1000000" } },
  allowPositionals: true,
});
const files = positionals.flatMap((folder) => filesUnder(folder, [...new Set(typists.map(({ ending }) => ending))]));
const only = values.only?.split(",");
const size = Number(values.size);

const cells = (all: readonly string[]): string =>
  all.map((cell, index) => cell.padStart(index === 0 ? -18 : 9)).join("");
console.log(cells(["".padEnd(18), "size kB", "uses", "median", "p95", "max", "processor", "its p95"]));
for (const each of typists.filter(
  ({ name, languageId }) => only?.some((id) => id === name || id === languageId) ?? true,
)) {
  const text = textFor(each);
  if (text.length < size / 2) continue;
  const { times, processor, uses } = typeInto(text, each);
  const figures = [
    ...[quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)],
    ...[quantile(processor, 0.5), quantile(processor, 0.95)],
  ];
  console.log(
    cells([
      each.name.padEnd(18),
      `${Math.round(text.length / 1000)}`,
      `${uses}`,
      ...figures.map((time) => time.toFixed(2)),
    ]),
  );
  if (size === 1_000_000)
    say({
      measure: `keystroke in 1 MB of ${each.name}, p95`,
      value: quantile(times, 0.95),
      unit: "ms",
      target: { atMost: 15 },
    });
}

function typist(languageId: string, ending: string, line: string, at?: RegExp): Typist {
  return { name: languageId, languageId, ending, line, ...(at === undefined ? {} : { at }) };
}

/** The files of a language behind each other, those with references first, again and again until there is enough. */
function textFor({ languageId, ending }: Typist): string {
  const language = languageOf(languageId, "")!;
  const having: string[] = [];
  const others: string[] = [];
  const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0);
  for (const path of files) {
    if (!path.endsWith(ending)) continue;
    if (lengthOf(having) > size) break;
    const text = readFileSync(path, "utf8");
    if (text.length > largest || text.length > size / 4) continue;
    if (language.references(text, languageId).length > 0) having.push(text);
    else if (lengthOf(others) < size / 2) others.push(text);
  }
  const parts = having.length === 0 ? [] : lengthOf(having) < size / 4 ? [...having, ...others] : having;
  let text = "";
  for (let index = 0; text.length < size && parts.length > 0; index++) text += `${parts[index % parts.length]!}\n`;
  return text.slice(0, text.lastIndexOf("\n", size) + 1);
}

/** In milliseconds: by the clock, and what the processor did for this process, whatever else it was busy with. */
interface Keystrokes {
  readonly times: readonly number[];
  readonly processor: readonly number[];
  readonly uses: number;
}

/** Types the line at a third and at two thirds of a text, again and again, and says how long each keystroke took. */
function typeInto(text: string, { languageId, line, at }: Typist): Keystrokes {
  const { references } = languageOf(languageId, "")!;
  const times: number[] = [];
  const processor: number[] = [];
  let uses = 0;
  for (const part of [1 / 3, 2 / 3]) {
    const place = placeBehind(text, Math.floor(part * text.length), at);
    for (let stroke = 0; stroke < warmUp + keystrokes; stroke++) {
      const typed = line.slice(0, 1 + (stroke % line.length));
      const edited = text.slice(0, place) + typed + text.slice(place);
      const [start, used] = [performance.now(), process.cpuUsage()];
      uses = references(edited, languageId, place + typed.length).length;
      if (stroke < warmUp) continue;
      times.push(performance.now() - start);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1000);
    }
  }
  return { times, processor, uses };
}

/** The end of a line behind an offset, or of what fits there. */
function placeBehind(text: string, offset: number, at?: RegExp): number {
  if (at === undefined) return text.indexOf("\n", offset);
  at.lastIndex = offset;
  at.exec(text);
  return at.lastIndex;
}
