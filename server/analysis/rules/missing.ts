import type { Severity } from "../../../shared/settings";
import { isIgnored } from "../ignored";
import type { Knowledge } from "../knowledge";
import { stateOf } from "../knowledge";
import type { Problem, ProblemCode } from "../problem";
import type { Rule, Subject } from "./rule";

/** A required secret without a value in the active environment: told at the declaration and at each use. */
export const missing: Rule = {
  meta: { code: "missing", setting: "rules.missing" },
  check: (subject, severity) => [
    ...atDeclarations(subject, { code: "missing", severity, required: true }),
    ...atUses(subject, severity),
  ],
};

/** An optional secret without a value: told at the declaration only, since the code does without it. */
export const missingOptional: Rule = {
  meta: { code: "missing-optional", setting: "rules.missingOptional" },
  check: (subject, severity) => atDeclarations(subject, { code: "missing-optional", severity, required: false }),
};

function atDeclarations(
  { manifest, knowledge, settings }: Subject,
  rule: { readonly code: ProblemCode; readonly severity: Exclude<Severity, "off">; readonly required: boolean },
): readonly Problem[] {
  return (manifest?.declarations ?? [])
    .filter(({ name, required }) => required === rule.required && isMissing(name, knowledge, settings.ignore))
    .map(({ name, nameSpan }) => ({
      code: rule.code,
      severity: rule.severity,
      start: nameSpan.start,
      end: nameSpan.end,
      name,
      message: `${rule.required ? "Required" : "Optional"} secret ${name} is not set in ${elsewhere(name, knowledge)}`,
    }));
}

function atUses({ references, knowledge, settings }: Subject, severity: Exclude<Severity, "off">): readonly Problem[] {
  return references.flatMap(({ name, kind, optional, start, end }) => {
    const declaration = knowledge.scope.declared.get(name);
    if (declaration?.required !== true || optional || (kind !== "read" && kind !== "inline")) return [];
    if (!isMissing(name, knowledge, settings.ignore)) return [];
    const message = `${name} is required by ${declaration.manifestLabel}, but not set in ${elsewhere(name, knowledge)}`;
    return [{ code: "missing" as const, severity, start, end, name, message }];
  });
}

function isMissing(name: string, knowledge: Knowledge, ignore: readonly string[]): boolean {
  return stateOf(name, knowledge) === "missing" && !isIgnored(name, ignore);
}

/** Where the name was looked for, and where it is set instead. */
function elsewhere(name: string, { catalog, place }: Knowledge): string {
  const others = catalog.secrets.get(name)?.environments ?? [];
  return `${place}.` + (others.length === 0 ? "" : ` It is set in ${others.join(", ")}.`);
}
