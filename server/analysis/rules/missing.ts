import type { Severity } from "../../../shared/settings";
import type { Declaration } from "../../manifests/manifest";
import { isDoneWithout, isLeftNull } from "../doneWithout";
import type { Knowledge } from "../knowledge";
import { isElsewhere, stateOf } from "../knowledge";
import { isHeldToStore, namesKeptLocally } from "../localValues";
import type { Problem, ProblemCode } from "../problem";
import { coveredIn } from "./covered";
import { problemAt } from "./entries";
import type { Rule, Subject } from "./rule";
import { withoutRepeats } from "./schemaKeys";

/** A required secret without a value in any environment: told at the declaration and at each use. */
export const missing: Rule = {
  meta: { code: "missing", setting: "rules.missing" },
  check: (subject, severity) => [
    ...required(subject, { code: "missing", severity }, (name) => !isSetElsewhere(name, subject)),
    ...keptLocally(subject),
  ],
};

/** A required secret with a value in other environments, but not in the active one: told at the same places. */
export const otherEnvironment: Rule = {
  meta: { code: "other-environment", setting: "rules.otherEnvironment" },
  check: (subject, severity) =>
    required(subject, { code: "other-environment", severity }, (name) => isSetElsewhere(name, subject)),
};

/**
 * An optional secret without a value: told at the declaration only, since the code does without it. Where it is a value in an
 * example that makes it optional, that value will do.
 */
export const missingOptional: Rule = {
  meta: { code: "missing-optional", setting: "rules.missingOptional" },
  check: (subject, severity) =>
    missingDeclarations(subject)
      .filter(({ required, explicit }) => !required && explicit)
      .map((declaration) => {
        const message = `Optional secret ${declaration.name} is not set in ${places(declaration.name, subject)}`;
        return problemAt(declaration, { code: "missing-optional", severity, message });
      }),
};

function required(subject: Subject, rule: Told, isMeant: (name: string) => boolean): readonly Problem[] {
  const atDeclarations = missingDeclarations(subject)
    .filter((declaration) => isAskedHere(declaration, subject.knowledge) && isMeant(declaration.name))
    .flatMap((declaration) => atDeclaration(declaration, subject, rule));
  return [...atDeclarations, ...atUses(subject, rule, isMeant)];
}

interface Told {
  readonly code: ProblemCode;
  readonly severity: Exclude<Severity, "off">;
}

function atUses(subject: Subject, rule: Told, isMeant: (name: string) => boolean): readonly Problem[] {
  const { references, knowledge, language, tooling, isSilenced } = subject;
  if (isElsewhere(subject, knowledge)) return [];
  // What runs on a CI system has its secrets from there.
  const held = tooling && language === "yaml" ? [] : withoutRepeats(references);
  const covered = coveredIn(references, (name) => isSet(name, subject));
  const told = new Set<string>();
  return held.flatMap((reference) => {
    const { name, kind, optional, start, end } = reference;
    const declaration = knowledge.scope.declared.get(name);
    if (declaration === undefined || !isAskedHere(declaration, knowledge) || (kind !== "read" && kind !== "inline"))
      return [];
    const isSpared = !declaration.explicit && (isDoneWithout(name) || isLeftNull(reference, subject));
    if (optional || isSpared || covered.has(reference)) return [];
    if (!isMissing(name, subject) || !isMeant(name)) return [];
    if (!isHeldToStore(declaration.keptLocally, knowledge.catalog)) return [];
    const message = `${name} is required by ${declaration.manifestLabel}, but not set in ${places(name, subject)}`;
    // To set it, once is enough.
    const severity = told.has(name) ? "hint" : rule.severity;
    if (!isSilenced(start, name)) told.add(name);
    return [{ ...rule, severity, start, end, name, message }];
  });
}

/** Whether a value is needed in the active environment: what an example for production requires is not, in development. */
function isAskedHere(declaration: Declaration, knowledge: Knowledge): boolean {
  return declaration.required && !isElsewhere(declaration, knowledge);
}

/** An example that shows a name has not said that the code needs it: the code itself says whether it does. */
function atDeclaration(declaration: Declaration, subject: Subject, rule: Told): readonly Problem[] {
  const { name, explicit } = declaration;
  const where = places(name, subject);
  const need = explicit ? "needed" : subject.needOf(name);
  if (need === "unknown") return [];
  if (need === "needed")
    return [problemAt(declaration, { ...rule, message: `Required secret ${name} is not set in ${where}` })];
  const why = need === "spared" ? "The code does without it." : "No code is known to need it.";
  return [problemAt(declaration, { ...rule, severity: "hint", message: `${name} is not set in ${where} ${why}` })];
}

/** Of a manifest whose values lie elsewhere it is said once, and quietly, that they are not stored. */
function keptLocally({ manifest, knowledge }: Subject): readonly Problem[] {
  if (manifest === undefined || isHeldToStore(namesKeptLocally(manifest), knowledge.catalog)) return [];
  const required = manifest.declarations.filter((declaration) => isAskedHere(declaration, knowledge));
  const missing = required.filter(({ name }) => stateOf(name, knowledge) === "missing");
  const [first] = missing;
  if (first === undefined) return [];
  const count = new Set(required.map(({ name }) => name)).size;
  const subject =
    count === 1
      ? `The secret ${first.name}`
      : `${new Set(missing.map(({ name }) => name)).size} of the ${count} secrets`;
  const message =
    `${subject} required here ${count === 1 ? "is" : "are"} not set in ${knowledge.place}. ` +
    "Files with values, such as .env, are not looked at.";
  return [problemAt(first, { code: "missing", severity: "hint", message })];
}

function missingDeclarations({ manifest, knowledge }: Subject): readonly Declaration[] {
  if (manifest === undefined || !isHeldToStore(namesKeptLocally(manifest), knowledge.catalog)) return [];
  return manifest.declarations.filter(({ name }) => stateOf(name, knowledge) === "missing");
}

function isMissing(name: string, { knowledge }: Subject): boolean {
  return stateOf(name, knowledge) === "missing";
}

function isSet(name: string, { knowledge }: Subject): boolean {
  const state = stateOf(name, knowledge);
  return state === "set" || state === "default";
}

function isSetElsewhere(name: string, { knowledge }: Subject): boolean {
  return (knowledge.catalog.secrets.get(name)?.environments ?? []).length > 0;
}

/** Where the name was looked for, and where it is set instead. */
function places(name: string, { knowledge: { catalog, place } }: Subject): string {
  const others = catalog.secrets.get(name)?.environments ?? [];
  return `${place}.` + (others.length === 0 ? "" : ` It is set in ${others.join(", ")}.`);
}
