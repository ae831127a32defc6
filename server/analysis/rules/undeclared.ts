import type { Severity } from "../../../shared/settings";
import { isIgnored } from "../ignored";
import type { KnownHere, Knowledge } from "../knowledge";
import { isDeclared, stateOf } from "../knowledge";
import { nearKnownName } from "../nearName";
import { isPlumbing } from "../plumbing";
import type { Problem } from "../problem";
import type { CheckedReference, Rule, Subject } from "./rule";

/**
 * A reference to a name that no manifest in scope declares. Without a manifest in scope there is nothing to hold an accessor
 * to, so nothing is said.
 */
export const undeclared: Rule = {
  meta: { code: "undeclared", setting: "rules.undeclared" },
  check: (subject, severity) =>
    subject.references
      .filter((reference) => isUndeclared(reference, subject))
      .flatMap((reference) => report(reference, { subject, severity })),
};

/**
 * Families whose variables mostly come from elsewhere: another script, a base image, the settings of a CI system. There only
 * a name that is close to a known one, or stored, says that our names are meant.
 */
const borrowing: ReadonlySet<string> = new Set(["shell", "powershell", "dockerfile", "yaml", "hcl"]);

function isUndeclared({ name, kind, start }: CheckedReference, { manifest, knowledge, settings }: Subject): boolean {
  if (kind !== "read" && kind !== "inline") return false;
  // What a Compose file passes on under its own name does not vouch for itself.
  const isPassedOn = manifest?.known.some(({ nameSpan }) => nameSpan.start === start) === true;
  const scope = isPassedOn ? { ...knowledge.scope, known: new Map<string, KnownHere>() } : knowledge.scope;
  return !isDeclared(name, scope) && !isPlumbing(name) && !isIgnored(name, settings.ignore);
}

function report(
  reference: CheckedReference,
  context: { readonly subject: Subject; readonly severity: Exclude<Severity, "off"> },
): readonly Problem[] {
  const { knowledge, settings } = context.subject;
  const { name, form, start, end, optional } = reference;
  const near = nearKnownName(name, knowledge);
  const stored = knowledge.catalog.secrets.has(name);
  const strict = form === "angle" && settings["inline.strict"];
  const suspicious = form === "tag" || near !== undefined || stored || strict;
  const plain = form === "accessor" && !borrowing.has(context.subject.language);
  if (!plain && !suspicious) return [];
  if (!isHeldToManifests(reference, knowledge)) return [];
  return [
    {
      code: "undeclared",
      severity: optional ? "hint" : context.severity,
      start,
      end,
      name,
      message: sentence(name, stored, knowledge) + (near === undefined ? "" : ` Did you mean ${near}?`),
      ...(near === undefined ? {} : { near }),
    },
  ];
}

/**
 * With a manifest in scope every reference is held to it. Without one, only inline references are, and only to a catalog
 * that is complete.
 */
function isHeldToManifests({ name, form }: CheckedReference, knowledge: Knowledge): boolean {
  if (knowledge.scope.manifests.length > 0) return true;
  return form !== "accessor" && knowledge.catalog.complete && stateOf(name, knowledge) === "missing";
}

function sentence(name: string, stored: boolean, { scope }: Knowledge): string {
  const labels = scope.manifests.map(({ label }) => label);
  if (labels.length === 0) return `${name} is neither declared nor stored.`;
  const where = labels.length > 2 ? "any manifest in scope" : labels.join(" or ");
  if (stored) return `${name} is stored, but not declared in ${where}: the app may not receive it.`;
  return `${name} is not declared in ${where}.`;
}
