import { contextFrom } from "../context";
import {
  filledByServerless,
  filledBySign,
  filledBySpring,
  filledBySymfony,
  filledByYarn,
  signsInYaml,
} from "../filledIn";
import { findInline, inlineCandidates } from "../inline";
import { inlineAccessor } from "../inlineLanguage";
import { mayHoldAccessors } from "../prefilter";
import type { Language, Reference } from "../reference";
import { erb } from "../ruby/ruby";
import { findInCompose } from "./compose";
import { findInKubernetes } from "./kubernetes";
import type { YamlLine } from "./lines";
import { lineEnds, yamlLines } from "./lines";
import { typedLines } from "./typedLines";
import { findInWorkflow } from "./workflow";
import { byStart } from "../sorted";

/** YAML, and what is written in it: Compose files, workflows of GitHub Actions, objects of Kubernetes, settings of Rails, Symfony, Spring and others. */
export const yaml: Language = {
  id: "yaml",
  languageIds: [
    "yaml",
    "dockercompose",
    "github-actions-workflow",
    "azure-pipelines",
    "home-assistant",
    "ansible",
  ].concat(["helm", "spring-boot-properties-yaml"]),
  fileNames: [".yaml", ".yml"],
  needles: [
    ...[["${{"], ["services:"], ["secretKeyRef"], ["runs-on:"], ["<%", "ENV"], ["%env("]],
    ...["spring:", "quarkus:", "micronaut:", "npmAuthToken"].map((key) => ["${", key]),
    ...signsInYaml,
  ],
  references: findReferences,
  contextAt: contextFrom(findReferences, /[\w-]/),
  accessor: inlineAccessor,
};

function findReferences(text: string, languageId: string, editedAt?: number): readonly Reference[] {
  const candidates = inlineCandidates(text);
  const mayHold = mayHoldAccessors(text, yaml);
  if (candidates.length === 0 && !mayHold) return [];
  // An editor may call it a Compose file by its name; without a service it is none, in the index neither.
  const isKnown = mayHold && (mayBeOfKind.test(text) || !plainIds.includes(languageId));
  const linesOf = editedAt === undefined ? yamlLines : typedLines;
  const lines = isKnown ? linesOf(text) : [];
  const accessors = isKnown ? findersOf(text, lines, languageId).flatMap((find) => find(text, lines)) : [];
  const signed = mayHold ? outsideOfComments(text, findSigned(text)) : [];
  const inline = outsideOfComments(text, candidates);
  const filledIn = text.includes("<%") ? erb.references(text, "erb", editedAt).filter(isAccessor).map(mayBeEmpty) : [];
  return [...withoutRepeats([...accessors, ...signed]), ...filledIn, ...inline].sort(byStart);
}

/** What says by itself that it is filled in, whatever the text is. */
function findSigned(text: string): readonly Reference[] {
  const signed = filledBySign(text);
  if (signed.length === 0 || !mayHoldAccessors(text, { needles: signsInYaml })) return [];
  const isServerless = /^service:/m.test(text) && /^provider:/m.test(text);
  return isServerless ? filledByServerless(text, 0, text.length) : signed;
}

function outsideOfComments(text: string, candidates: readonly Reference[]): readonly Reference[] {
  if (candidates.length === 0) return [];
  const endOf = lineEnds(text);
  return findInline(text, (start, end) => end <= endOf(start), candidates);
}

/** What is said first of a place is what it is. */
function withoutRepeats(references: readonly Reference[]): readonly Reference[] {
  const places = new Set<number>();
  return references.filter(({ start }) => !places.has(start) && places.add(start));
}

function isAccessor({ form }: Reference): boolean {
  return form === "accessor";
}

/** Rails fills in what its settings are made of, for each service that may be used: guides.rubyonrails.org/configuring.html. */
function mayBeEmpty(reference: Reference): Reference {
  return { ...reference, optional: true };
}

/** What editors call any YAML, whatever it may be. */
const plainIds = ["yaml", ""];

/** A text without any of these keys is nothing that is known here: it takes no look at its lines to tell. */
const mayBeOfKind = /(?:^|[\s"'])(?:jobs|runs|services|apiVersion|spring|quarkus|micronaut|npmAuthToken)["']?:|%env\(/;

type Finder = (text: string, lines: readonly YamlLine[]) => readonly Reference[];

function inValues(find: typeof filledBySpring): Finder {
  return (text, lines) => lines.flatMap(({ valueStart, end }) => find(text, valueStart, end));
}

const frameworks = ["spring", "quarkus", "micronaut"];

/** What a file is shows in its outermost keys; editors know some by their place, and take any with the right name for Compose's. */
function findersOf(text: string, lines: readonly YamlLine[], languageId: string): readonly Finder[] {
  const keys = new Set<string>();
  for (const { path, key } of lines) if (path.length === 0 && key !== undefined) keys.add(key);
  const finders: Finder[] = [];
  const isWorkflow =
    (keys.has("jobs") && (keys.has("on") || keys.has("true"))) || (keys.has("runs") && keys.has("name"));
  if (isWorkflow || languageId === "github-actions-workflow") finders.push(findInWorkflow);
  const isSymfony = text.includes("%env(");
  if (keys.has("services") && !isWorkflow && !isSymfony) finders.push(findInCompose);
  if (keys.has("apiVersion") || languageId === "helm") finders.push(findInKubernetes);
  if (frameworks.some((key) => keys.has(key))) finders.push(inValues(filledBySpring));
  if (isSymfony) finders.push(inValues(filledBySymfony));
  if (text.includes("npmAuthToken")) finders.push(inValues(filledByYarn));
  return finders;
}
