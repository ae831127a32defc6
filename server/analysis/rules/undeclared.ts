import type { Reference } from "../../languages/reference";
import { isFillIn } from "../../languages/placeholders";
import { isDoneWithout } from "../doneWithout";
import { isIgnored } from "../ignored";
import type { KnownHere, Knowledge } from "../knowledge";
import { isDeclared, isElsewhere, stateOf } from "../knowledge";
import { nearKnownName } from "../nearName";
import { isPlumbing } from "../plumbing";
import type { Problem } from "../problem";
import { coveredIn } from "./covered";
import type { Rule, Subject } from "./rule";
import { withoutRepeats } from "./schemaKeys";

/**
 * A reference to a name that no manifest in scope declares. Without a manifest in scope there is nothing to hold an accessor
 * to, so nothing is said.
 */
export const undeclared: Rule = ruleFor("undeclared", "rules.undeclared");

/** The same, where the name is a slip of one that is known. */
export const nearMiss: Rule = ruleFor("near-miss", "rules.nearMiss");

/** The same, where it differs from a known name in nothing but case: names of variables are told apart by it. */
export const wrongCase: Rule = ruleFor("wrong-case", "rules.wrongCase");

/** The same, where the name is stored: who hands over what is declared leaves it out. */
export const storedButUndeclared: Rule = ruleFor("stored-but-undeclared", "rules.storedButUndeclared");

type Code = "undeclared" | "near-miss" | "wrong-case" | "stored-but-undeclared";

function ruleFor(code: Code, setting: Rule["meta"]["setting"]): Rule {
  return {
    meta: { code, setting },
    check: (subject, severity) => {
      const told = new Set<string>();
      return findingsIn(subject)
        .filter((finding) => finding.code === code)
        .map(({ optional, offered, ...finding }) => {
          const isAgain = finding.near === undefined && told.has(finding.name);
          if (!optional && !subject.isSilenced(finding.start, finding.name)) told.add(finding.name);
          const loud = code === "undeclared" ? softened(severity, offered, subject) : severity;
          // A slip is put right at each place; to declare a name, once is enough.
          return { ...finding, severity: optional || isAgain ? "hint" : loud };
        });
    },
  };
}

/** An example of what is needed does not promise to name everything: what it leaves out is said one step more quietly. */
function softened(severity: Problem["severity"], offered: boolean, subject: Subject): Problem["severity"] {
  const { knowledge } = subject;
  if (offered || (knowledge.scope.onlyShown && isElsewhere(subject, knowledge))) return "hint";
  return knowledge.scope.onlyShown ? quieter[severity] : severity;
}

const quieter = { error: "warning", warning: "information", information: "hint", hint: "hint" } as const;

interface Finding extends Omit<Problem, "severity" | "code"> {
  readonly code: Code;
  readonly optional: boolean;
  /** The file offers more than an app has to use, and what reads the name there gives nothing where it is missing. */
  readonly offered: boolean;
}

/** What these rules share is looked for once. */
const remembered = new WeakMap<Subject, readonly Finding[]>();

function findingsIn(subject: Subject): readonly Finding[] {
  const known = remembered.get(subject);
  if (known !== undefined) return known;
  const references = subject.references.filter((reference) => isUndeclared(reference, subject));
  const provided = new Set(references.filter(isProvidedFor).map(({ name }) => name));
  const told = new Set(withoutRepeats(references).filter(({ name }) => !provided.has(name) || isStored(name, subject)));
  const covered = coveredIn(subject.references, (name) => isDeclared(name, subject.knowledge.scope));
  const findings = references.flatMap((reference) =>
    findingOf(covered.has(reference) ? { ...reference, optional: true } : reference, subject, told.has(reference)),
  );
  remembered.set(subject, findings);
  return findings;
}

/**
 * Families whose variables mostly come from elsewhere: another script, a base image, the settings of a CI system. There only
 * a name that is close to a known one says that our names are meant.
 */
const borrowing: ReadonlySet<string> = new Set([
  ...["shell", "powershell", "dockerfile", "yaml", "json", "toml", "hcl", "dotenv"],
]);

/** Whether the names in texts of this family mostly come from elsewhere. */
export function isBorrowing(language: string): boolean {
  return borrowing.has(language);
}

function isUndeclared({ name, kind, start, job, via }: Reference, subject: Subject): boolean {
  const { manifest, knowledge, settings, workflow, language } = subject;
  if ((kind !== "read" && kind !== "inline") || subject.written.has(name)) return false;
  // Those are held to GitHub Actions itself.
  if (job !== undefined && workflow && knowledge.actions !== undefined) return false;
  // In any case is a field found: docs.pydantic.dev/latest/concepts/pydantic_settings/#case-sensitivity
  if (via === "schema" && language === "python" && codeFor(name, nearKnownName(name, knowledge)) === "wrong-case")
    return false;
  // What a Compose file passes on under its own name does not vouch for itself.
  const isPassedOn = manifest?.known.some(({ nameSpan }) => nameSpan.start === start) === true;
  const scope = isPassedOn ? { ...knowledge.scope, known: new Map<string, KnownHere>() } : knowledge.scope;
  return !isDeclared(name, scope) && !isPlumbing(name) && !isIgnored(name, settings.ignore);
}

function isStored(name: string, { knowledge }: Subject): boolean {
  return knowledge.catalog.secrets.has(name);
}

function findingOf(reference: Reference, subject: Subject, isTold: boolean): readonly Finding[] {
  const { knowledge, settings, language, tooling } = subject;
  const { scope } = knowledge;
  const { name, form, start, end, optional, via, gives } = reference;
  const stored = isStored(name, subject);
  const near = stored ? undefined : slipIn(reference, subject);
  const strict = form === "angle" && settings["inline.strict"];
  const suspicious = (form === "tag" && !isFillIn(name)) || near !== undefined || strict;
  const plain = form === "accessor" && !isBorrowing(language) && !tooling && isTold;
  if (!suspicious && (!plain || subject.isShort(scope))) return [];
  if (!isHeldToManifests(reference, knowledge)) return [];
  // Settings of a tool name what somebody may use: what is a slip there does not fall back to anything.
  const isOffered = near !== undefined && gives === true && isBorrowing(language);
  const message = sentence(name, stored, knowledge) + (near === undefined ? "" : ` Did you mean ${near}?`);
  const finding = {
    code: stored ? ("stored-but-undeclared" as const) : codeFor(name, near),
    start,
    end,
    name,
    optional: (optional && !isOffered) || isDoneWithout(name),
    offered: subject.offering && (language === "elixir" ? gives === true : via === "direct" || via === "alias"),
    message,
  };
  return [near === undefined ? finding : { ...finding, near }];
}

/**
 * The name that was probably meant. Code that reads both `KEY` and `KEYS` has two names on purpose, and so has a list that hands a container
 * both, as long as nobody else vouches for the other one. In YAML case says nothing: keys of Kubernetes are mostly in lower case whatever variable gets them
 * (kubernetes.io/docs/concepts/configuration/secret), and GitHub finds a secret in any (docs.github.com/actions/reference/security/secrets).
 * What a workflow gets from there may go by names of its own: `AZURE_KEY: ${{ secrets.AZUREKEY }}`.
 */
function slipIn({ name, start, form, job }: Reference, subject: Subject): string | undefined {
  const { knowledge, manifest, language, references } = subject;
  const near = nearKnownName(name, knowledge);
  if (near === undefined || (language === "yaml" && codeFor(name, near) === "wrong-case")) return undefined;
  if (job !== undefined && withoutUnderscores(name) === withoutUnderscores(near)) return undefined;
  const isCounted = (near + "S" === name || name + "S" === near) && form === "accessor" && !isBorrowing(language);
  if (isCounted && references.some((other) => other.name === near && other.form === form)) return undefined;
  if (knowledge.scope.declared.has(near) || isStored(near, subject)) return near;
  const passedOn = manifest?.known.filter(({ kind }) => kind === "listed") ?? [];
  const list = passedOn.find(({ nameSpan }) => nameSpan.start === start)?.list;
  const isBeside = list !== undefined && passedOn.some((other) => other.name === near && other.list === list);
  return isBeside ? undefined : near;
}

function withoutUnderscores(name: string): string {
  return name.replaceAll("_", "").toUpperCase();
}

/** A schema that does without a name says so where everybody looks for it: that declares it well enough for its file. */
function isProvidedFor({ via, optional }: Reference): boolean {
  return via === "schema" && optional;
}

function codeFor(name: string, near: string | undefined): Code {
  if (near === undefined) return "undeclared";
  return near.toUpperCase() === name.toUpperCase() ? "wrong-case" : "near-miss";
}

/**
 * With a manifest in scope every reference is held to it. Without one, only inline references are, and only to a catalog
 * that is complete.
 */
function isHeldToManifests({ name, form }: Reference, knowledge: Knowledge): boolean {
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
