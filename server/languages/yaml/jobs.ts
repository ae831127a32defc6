import type { Document, Node, YAMLMap } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";

/** Which secrets a place of a workflow gets. */
interface JobPlace {
  /** The environment that its job names; empty where it names none, undefined where it is computed. */
  readonly environment: string | undefined;
  /** False where the secrets may come another way, or the place may not be reached without them. */
  readonly sure: boolean;
}

const unknown: JobPlace = { environment: undefined, sure: false };

/**
 * For which environment each place of a workflow gets its secrets. Nothing is sure in a reusable workflow, which has them from
 * its caller; in one that knows of Dependabot, which has a store of its own; and behind a question about the repository or
 * what is set up in it, where a name may be missing on purpose.
 */
export function jobsOf(text: string): (offset: number) => JobPlace {
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return () => unknown;
  const sure = !/dependabot/i.test(text) && !isCalled(document, root);
  const jobs = spansOf(document, root);
  const isPlain = jobs.every(({ environment }) => environment === "");
  return (offset) => {
    const job = jobs.find((span) => isWithin(span, offset));
    // What stands above the jobs goes to each of them.
    if (job === undefined) return { environment: isPlain ? "" : undefined, sure };
    const isUnsure = job.unsure.some((span) => isWithin(span, offset));
    return { environment: job.environment, sure: sure && !isUnsure };
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Job extends Span {
  readonly environment: string | undefined;
  /** Its parts of which nobody can tell whether they are reached. */
  readonly unsure: readonly Span[];
}

function isWithin({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}

/** Whether other workflows call it. */
function isCalled(document: Document, root: YAMLMap): boolean {
  // Of old, `on` is a truth in YAML.
  const on = valueOf(document, root, "on") ?? valueOf(document, root, "true");
  const words = isSeq(on) ? on.items.map((item) => textOf(item)) : [textOf(on)];
  return words.includes("workflow_call") || (isMap(on) && pairOf(on, "workflow_call") !== undefined);
}

function spansOf(document: Document, root: YAMLMap): readonly Job[] {
  const jobs = valueOf(document, root, "jobs");
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ key, value }) => {
    if (!isNode(key) || !isNode(value)) return [];
    const span = { start: spanOf(key).start, end: spanOf(value).end };
    return isMap(value)
      ? { ...span, environment: environmentOf(document, value), unsure: unsureIn(document, value) }
      : { ...span, environment: undefined, unsure: [] };
  });
}

function environmentOf(document: Document, job: YAMLMap): string | undefined {
  const pair = pairOf(job, "environment");
  if (pair === undefined) return hasMerge(job) ? undefined : "";
  const environment = resolved(document, pair.value);
  const name = isMap(environment) ? valueOf(document, environment, "name") : environment;
  const text = textOf(name);
  return text === undefined || text === "" || text.includes("${{") ? undefined : text;
}

/**
 * The job as a whole, or the steps of it, that depend on more than the course of the run. What calls another workflow hands on
 * names that may get their values only there, from the environment of the job that is called.
 */
function unsureIn(document: Document, job: YAMLMap): readonly Span[] {
  if (isGuarded(document, job) || pairOf(job, "uses") !== undefined) return [spanOf(job)];
  const steps = valueOf(document, job, "steps");
  return isSeq(steps)
    ? steps.items.filter(isMap).flatMap((step) => (isGuarded(document, step) ? spanOf(step) : []))
    : [];
}

/** Forks, and repositories that have not set something up, skip what is behind such a question. */
const guard =
  /\b(?:secrets|vars|env|steps|needs)\b|\bgithub\s*\.\s*(?:repository|actor|triggering_actor|event\s*\.\s*repository)/;

function isGuarded(document: Document, node: YAMLMap): boolean {
  return guard.test(textOf(valueOf(document, node, "if")) ?? "");
}

function hasMerge(node: YAMLMap): boolean {
  return pairOf(node, "<<") !== undefined;
}

function pairOf(node: YAMLMap, key: string) {
  return node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
}

function valueOf(document: Document, node: YAMLMap, key: string): unknown {
  return resolved(document, pairOf(node, key)?.value);
}

function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

function spanOf(node: Node): Span {
  const [start, , end] = node.range ?? [0, 0, 0];
  return { start, end };
}
