import type { JobSecret, Reference } from "../reference";
import { jobsOf } from "./jobs";
import { foundInLine } from "./foundInLine";
import type { YamlLine } from "./lines";
import { yamlLines } from "./lines";
import { readOf } from "./readOf";

/**
 * Workflows and actions of GitHub: `secrets.NAME` and `env.NAME` in expressions. What the workflow defines under `env`, or
 * hands to the steps behind it, is its own, and so are the secrets that a reusable workflow asks its caller for.
 */
export function findInWorkflow(text: string, lines: readonly YamlLine[]): readonly Reference[] {
  // In an action the variables are those of the workflow that calls it.
  const contexts = lines.some(({ key, path }) => key === "jobs" && path.length === 0)
    ? ["secrets", "env"]
    : ["secrets"];
  const own = { env: ownVariables(text, lines), secrets: askedFor(lines) };
  const inJob = jobReader(text, lines);
  const references: Reference[] = [];
  for (const line of linesWithExpressions(text, lines))
    for (const { context, name, offset, isOptional } of namedIn(text, line)) {
      if (own[context].has(name) || !contexts.includes(context)) continue;
      const reference = readOf(name, line.start + offset, isOptional);
      references.push(contexts.length > 1 && context === "secrets" ? inJob(reference, line) : reference);
    }
  return references;
}

/** Most lines hold no expression, and nothing is made of those. */
function linesWithExpressions(text: string, lines: readonly YamlLine[]): readonly YamlLine[] {
  let next = 0;
  return lines.filter(({ start, end, key }) => {
    if (next >= 0 && next < start) next = text.indexOf(expressionStart, start);
    return key === "if" || (next >= 0 && next < end);
  });
}

const expressionStart = "${{";

/** Adds which secrets its job gets to a reference. A variable that is looked at before it is used may well be empty. */
function jobReader(text: string, lines: readonly YamlLine[]): (reference: Reference, line: YamlLine) => Reference {
  let known: { readonly jobs: ReturnType<typeof jobsOf>; readonly tested: ReadonlySet<string> } | undefined;
  return (reference, { path, key }) => {
    const { jobs, tested } = (known ??= { jobs: jobsOf(text, lines), tested: testedVariables(text, lines) });
    const { environment, sure } = jobs(reference.start);
    const isTested = path.at(-1) === "env" ? tested.has(key ?? "") : key === "env" && tested.size > 0;
    return { ...reference, job: { environment: sure && !isTested ? environment : undefined } };
  };
}

/** The variables that a condition looks at, or a script: `if: env.TOKEN != ''`, `[ -z "$TOKEN" ]`, `${TOKEN:-none}`. */
function testedVariables(text: string, lines: readonly YamlLine[]): ReadonlySet<string> {
  const inConditions = lines
    .filter(({ key, path, isText }) => key === "if" || (isText && path.at(-1) === "if"))
    .flatMap(({ start, end }) => [...text.slice(start, end).matchAll(/\benv\s*\.\s*(\w+)/g)]);
  const inScripts = text.matchAll(/\[\s+(?:!\s+)?(?:-[nz]\s+)?["']?\$\{?(\w+)|\$\{(\w+):?[-+?]/g);
  return new Set([...inConditions, ...inScripts].map(([, one, other]) => one ?? other ?? ""));
}

/** What is known of the secret whose name is typed somewhere in a workflow; undefined where it is none. */
export function jobSecretAt(text: string, nameStart: number): TypedSecret | undefined {
  if (!/(?<![\w.-])secrets\s*(?:\.\s*|\[\s*')$/.test(text.slice(Math.max(0, nameStart - 100), nameStart)))
    return undefined;
  const lines = yamlLines(text);
  return { environment: jobsOf(text, lines)(nameStart).environment, askedFor: [...askedFor(lines)] };
}

/** A secret that is being typed in a workflow. */
export interface TypedSecret extends JobSecret {
  /** The names that the workflow asks its caller for. */
  readonly askedFor: readonly string[];
}

function ownVariables(text: string, lines: readonly YamlLine[]): ReadonlySet<string> {
  const own = new Set<string>();
  const isAnyHandedOn = text.includes("GITHUB_ENV");
  for (const line of lines) {
    if (line.key !== undefined && line.path.at(-1) === "env") own.add(line.key);
    if (isAnyHandedOn && (line.isText || line.key === "run")) for (const name of handedOn(text, line)) own.add(name);
  }
  return own;
}

/** What a line of a script hands on to the steps behind it: `echo "NAME=value" >> "$GITHUB_ENV"`. */
const handedOn = foundInLine((line) => Array.from(line.matchAll(/\b([A-Za-z_]\w*)(?:=|<<)/g), ([, name = ""]) => name));

function askedFor(lines: readonly YamlLine[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path, key } of lines)
    if (key !== undefined && path.at(-1) === "secrets" && path.at(-2) === "workflow_call") names.add(key);
  return names;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** `${{ … }}`, and all of what stands behind `if:`. An expression that nobody closed yet ends with its line. */
function expressionsOf(value: string, { key }: YamlLine): readonly Span[] {
  if (!value.includes(expressionStart)) return key === "if" ? [{ start: 0, end: value.length }] : [];
  return Array.from(value.matchAll(/\$\{\{((?:[^}]|\}(?!\}))*)/g), ({ index, 1: inside = "" }) => ({
    start: index + 3,
    end: index + 3 + inside.length,
  }));
}

/** A name, and how far from the start of its line it stands. */
interface Found {
  readonly context: "env" | "secrets";
  readonly name: string;
  readonly offset: number;
  readonly isOptional: boolean;
}

/** What the expressions of a line name. */
const namedIn = foundInLine((said, line): readonly Found[] => {
  const offset = line.valueStart - line.start;
  const value = said.slice(offset);
  return expressionsOf(value, line).flatMap(({ start, end }) =>
    referencesIn(value.slice(start, end), offset + start, line.key === "if"),
  );
});

const access = /'(?:[^']|'')*'|(?<![\w.-])(secrets|env)\s*(?:\.\s*|\[\s*')([A-Za-z_][\w-]*)/g;

/** How far around a name is looked for what compares it. */
const farthest = 40;

function referencesIn(expression: string, offset: number, isCondition: boolean): readonly Found[] {
  return Array.from(expression.matchAll(access)).flatMap((match) => {
    const [all, , name] = match;
    if (name === undefined) return [];
    const context = match[1] === "env" ? "env" : "secrets";
    const stop = match.index + all.length;
    const before = expression.slice(Math.max(0, match.index - farthest), match.index).trimEnd();
    const behind = expression
      .slice(stop, stop + farthest)
      .replace(/^'\]/, "")
      .trim();
    const isOptional =
      /^(?:\|\||&&|[!=]=\s*(?:'|null\b|false\b))/.test(behind) ||
      /(?:!|'\s*[!=]=)$/.test(before) ||
      (isCondition && /^(?:\)|$)/.test(behind) && /(?:^|(?:^|\W)\(|&&|\|\|)$/.test(before));
    return [{ context, name, offset: offset + stop - name.length, isOptional }];
  });
}
