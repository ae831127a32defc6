import { countUpTo } from "../sorted";
import type { YamlLine } from "./lines";

/** Which secrets a place of a workflow gets. */
interface JobPlace {
  /** The environment that its job names; empty where it names none, undefined where it is computed. */
  readonly environment: string | undefined;
  /** False where the secrets may come another way, or the place may not be reached without them. */
  readonly sure: boolean;
}

/**
 * For which environment each place of a workflow gets its secrets. Nothing is sure in a reusable workflow, which has them from
 * its caller; in one that knows of Dependabot, which has a store of its own; and behind a question about the repository or
 * what is set up in it, where a name may be missing on purpose.
 */
export function jobsOf(text: string, lines: readonly YamlLine[]): (offset: number) => JobPlace {
  const valueOf = (line: YamlLine): string => text.slice(line.valueStart, line.end).trim();
  const isLeftOpen = (line: YamlLine): boolean =>
    "\"'[{-".includes(text.charAt(line.valueStart)) && isOpen(line, valueOf);
  const sure = !/dependabot/i.test(text) && !isCalled(lines, valueOf) && !lines.some(isLeftOpen);
  const jobs = jobsIn(lines, text.length).map((job) => ({ ...job, ...read(job, valueOf) }));
  const jobAt = spanAt(jobs);
  const unsureAt = spanAt(jobs.flatMap(({ unsure }) => unsure));
  // Jobs that are written in one line, or put together from elsewhere, are not read.
  const isPlain =
    jobs.every(({ environment }) => environment === "") && lines.every((line) => !isOtherwise(line, valueOf));
  return (offset) => {
    const job = jobAt(offset);
    // What stands above the jobs goes to each of them.
    if (job === undefined) return { environment: isPlain ? "" : undefined, sure };
    return { environment: job.environment, sure: sure && unsureAt(offset) === undefined };
  };
}

type ValueOf = (line: YamlLine) => string;

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Job extends Span {
  /** The lines below its name. */
  readonly lines: readonly YamlLine[];
  readonly header: YamlLine;
}

/** The span that an offset lies in, among some that come one after the other. */
function spanAt<T extends Span>(spans: readonly T[]): (offset: number) => T | undefined {
  return (offset) => {
    const last = spans[countUpTo(offset, spans.length, (index) => spans[index]?.start) - 1];
    return last !== undefined && offset < last.end ? last : undefined;
  };
}

/** Whether other workflows call it. */
function isCalled(lines: readonly YamlLine[], valueOf: ValueOf): boolean {
  return lines.some((line) => {
    const { path, key, isItem } = line;
    if (path.length === 0) return key === "on" && /\bworkflow_call\b/.test(valueOf(line));
    const isEvent = path.length === 1 && path[0] === "on";
    return isEvent && (key === "workflow_call" || (isItem && /^["']?workflow_call\b/.test(valueOf(line))));
  });
}

function isOtherwise(line: YamlLine, valueOf: ValueOf): boolean {
  return line.path.length === 0 && line.key === "jobs" && valueOf(line) !== "";
}

const opening = /^["'[{]/;
const quotedWhole = /^(?:"(?:[^"\\]|\\.|"")*"|'(?:[^'\\]|\\.|'')*')/;

/** A quote or a bracket that is not closed in its line: what stands below is part of it, or the text is not finished. */
function isOpen(line: YamlLine, valueOf: ValueOf): boolean {
  const value = valueOf(line).replace(/^-\s+/, "");
  const bracket = opening.exec(value)?.[0];
  if (bracket === undefined) return false;
  if (bracket === '"' || bracket === "'") return !quotedWhole.test(value);
  return count(value, /[[{]/g) > count(value, /[\]}]/g);
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

/** A job goes on to the next one, or to the end of all jobs. */
function jobsIn(lines: readonly YamlLine[], end: number): readonly Job[] {
  const isHeader = ({ path, key }: YamlLine): boolean => key !== undefined && path.length === 1 && path[0] === "jobs";
  const jobs: Job[] = [];
  let stop = lines.length;
  for (let index = lines.length - 1, line = lines[index]; line !== undefined; line = lines[--index]) {
    const isJob = isHeader(line);
    if (isJob) {
      const below = lines.slice(index + 1, stop);
      jobs.push({ header: line, start: line.start, end: lines[stop]?.start ?? end, lines: below });
    }
    if (isJob || (line.path.length === 0 && line.key !== undefined)) stop = index;
  }
  return jobs.reverse();
}

/** What counts for a job, and its parts of which nobody can tell whether they are reached. */
function read(
  { header, lines, start, end }: Job,
  valueOf: ValueOf,
): {
  readonly environment: string | undefined;
  readonly unsure: readonly Span[];
} {
  const depth = header.path.length + 1;
  const own = lines.filter(({ path }) => path.length === depth);
  const isElsewhere = /^[{*&]/.test(valueOf(header));
  const environment = own.find(({ key }) => key === "environment");
  const name =
    environment === undefined ? (isElsewhere ? undefined : "") : nameOf(valueOf(environment), lines, valueOf);
  const isAsked = (line: YamlLine, index: number): boolean =>
    line.path.length === depth && isGuard(lines, index, valueOf);
  // What calls another workflow hands on names that may get their values only there.
  const isUnsure = own.some(({ key }) => key === "uses") || lines.some(isAsked);
  return { environment: name, unsure: isUnsure ? [{ start, end }] : guardedSteps({ lines, end, depth }, valueOf) };
}

/** `environment: production`, `environment: {name: production}` and `name:` in a line below. */
function nameOf(value: string, lines: readonly YamlLine[], valueOf: ValueOf): string | undefined {
  const inLine = value.startsWith("{") ? (/[{,]\s*name\s*:\s*([^,}]+)/.exec(value)?.[1] ?? "") : value;
  const below = lines.find(({ key, path }) => key === "name" && path.length === 3 && path[2] === "environment");
  const name = unquoted(inLine === "" && below !== undefined ? valueOf(below) : inLine);
  return name === "" || /^[*&!|>]|\$\{\{/.test(name) ? undefined : name;
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text.trim())?.[2] ?? text.trim();
}

/** The steps that depend on more than the course of the run. */
function guardedSteps(
  { lines, end, depth }: { readonly lines: readonly YamlLine[]; readonly end: number; readonly depth: number },
  valueOf: ValueOf,
): readonly Span[] {
  const found: Span[] = [];
  let begin: number | undefined;
  let isAsked = false;
  const close = (stop: number): void => {
    if (begin !== undefined && isAsked) found.push({ start: begin, end: stop });
    begin = undefined;
    isAsked = false;
  };
  lines.forEach(({ path, isItem, start }, index) => {
    const isInSteps = path.length > depth && path[depth] === "steps";
    const isBegin = isInSteps && path.length === depth + 1 && isItem;
    if (isBegin || path.length <= depth) close(start);
    if (isBegin) begin = start;
    if (begin !== undefined && path.length === depth + 1) isAsked ||= isGuard(lines, index, valueOf);
  });
  close(end);
  return found;
}

/** Forks, and repositories that have not set something up, skip what is behind such a question. */
const guard =
  /\b(?:secrets|vars|env|steps|needs)\b|\bgithub\s*\.\s*(?:repository|actor|triggering_actor|event\s*\.\s*repository)/;

/** Whether a line is such a question, which may go on in the lines below. */
function isGuard(lines: readonly YamlLine[], index: number, valueOf: ValueOf): boolean {
  const line = lines[index];
  if (line?.key !== "if") return false;
  const question = [valueOf(line)];
  for (let at = index + 1, below = lines[at]; below?.isText === true; below = lines[++at])
    question.push(valueOf(below));
  return guard.test(question.join("\n"));
}
