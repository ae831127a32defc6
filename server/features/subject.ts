import { TextDocument } from "vscode-languageserver-textdocument";
import { timeInWords } from "../../shared/age";
import type { Settings } from "../../shared/settings";
import { withoutFillIns } from "../analysis/fillIns";
import type { ActionsKnowledge, Knowledge, Scope } from "../analysis/knowledge";
import { isLenient, isOffering, isTooling, isWorkflow, stageOf } from "../analysis/leniency";
import type { Subject } from "../analysis/rules/rule";
import type { ActiveAccount } from "../accounts";
import { languageIdOf, languageOf } from "../languages/index";
import type { ManifestReading } from "../manifests/manifest";
import { importsOf, languageOfDocument, referencesOf, withLanguages } from "../workspace/documents";
import { silenceIn } from "../workspace/readReferences";
import { normalizeUri, relativePath } from "../workspace/uris";
import { accountName } from "./accountName";
import type { Parts } from "./feature";
import { offsetOf } from "./packedPlaces";

/**
 * All three sides as the file at `uri` sees them. Files that the same manifests govern share what is known. An old list of all
 * names counts like a fresh one where the user wants that.
 */
export function knowledgeOf(
  uri: string,
  { declarations, accounts, preflight, world }: Pick<Parts, "declarations" | "accounts" | "preflight" | "world">,
  settings?: Settings,
): Knowledge {
  const active = accounts.at(uri);
  const { status, secrets, whole } = active.state;
  const { id: environment, name: environmentName } = active.environment;
  const isWhole = status.kind === "complete" || (whole && settings?.["offline.reportMissing"] === true);
  const complete = isWhole && mayBeKnown(active);
  const scope = declarations.scopeOf(normalizeUri(uri));
  const nameRules = active.catalog?.capabilities;
  const findings = preflight.findingsAt(uri);
  const place = placeOf(active, world.now());
  const actions = actionsOf(active, world.now());
  const next = { scope, environment, environmentName, nameRules, findings, place, actions };
  const known = remembered.get(scope);
  if (known?.catalog.secrets === secrets && known.catalog.complete === complete && isSame(known, next)) return known;
  const knowledge: Knowledge = { ...next, catalog: { complete, secrets } };
  remembered.set(scope, knowledge);
  return knowledge;
}

/** An environment that is not listed may be one that the credential is not shown. GitHub shows all, and has names for each. */
function mayBeKnown({ account, environment: { id: active }, state: { environments } }: ActiveAccount): boolean {
  const isListed = environments.length === 0 || environments.some(({ id }) => id === active);
  return isListed || account.provider === "githubActions";
}

const remembered = new WeakMap<Scope, Knowledge>();

function isSame(known: Knowledge, next: Omit<Knowledge, "catalog">): boolean {
  const keys = ["environment", "environmentName", "nameRules", "findings", "place"] as const;
  const isSameActions =
    known.actions?.place === next.actions?.place && known.actions?.environments === next.actions?.environments;
  return isSameActions && keys.every((key) => known[key] === next[key]);
}

/** Workflows are held to the names of GitHub Actions, and to no others. */
function actionsOf({ account, state }: ActiveAccount, now: Date): ActionsKnowledge | undefined {
  if (account.provider !== "githubActions") return undefined;
  const { environments, checkedAt } = state;
  const path = [accountName(account), account.project ?? ""].filter((part) => part !== "");
  return { environments, place: `${path.join(" › ")}, checked ${timeInWords(checkedAt, now)}` };
}

/** The embedded store is at hand and always up to date; of any other account it is said what was asked, and when. */
function placeOf({ account, environment: { name: environment }, state }: ActiveAccount, now: Date): string {
  if (account.provider === "embedded") return environment;
  const { identity, checkedAt } = state;
  const path = [accountName(account), identity?.project ?? "", environment].filter((part) => part !== "");
  return `${path.join(" › ")}, checked ${timeInWords(checkedAt, now)}`;
}

/** The settings in force for a file. Nothing of ours is set more finely than by folder of the workspace. */
function settingsOf(uri: string, { settings, folders }: Pick<Parts, "settings" | "folders">): Promise<Settings> {
  return settings.of(folders.of(normalizeUri(uri)) ?? uri);
}

/** An open document as the rules look at it. */
export async function subjectOf(document: TextDocument, parts: Parts): Promise<Subject> {
  const uri = normalizeUri(document.uri);
  parts.declarations.setText(uri, document.getText());
  return subjectOfText(document, parts, await settingsOf(uri, parts));
}

/** A text as the rules look at it; offsets are those of the text. */
export function subjectOfText(document: TextDocument, parts: Parts, settings: Settings): Subject {
  const uri = normalizeUri(document.uri);
  const language = languageOfDocument(document);
  const manifest = parts.declarations.get(uri)?.reading;
  const silence = language && silenceIn(document.getText(), language, document.languageId, importsOf(document));
  return {
    language: language?.id ?? "",
    references: withoutFillIns(referencesOf(document), uri),
    manifest,
    written: parts.written.names(document),
    unmentioned: unmentionedIn(manifest, parts),
    needOf: parts.spared.needOf,
    isShort: parts.short.isShort,
    knowledge: knowledgeOf(uri, parts, settings),
    settings,
    ...kindOf(uri, parts),
    isSilenced: silence ?? (() => false),
  };
}

/** Whether GitHub runs this file. */
export function isWorkflowFile(uri: string, parts: Pick<Parts, "folders">): boolean {
  return isWorkflow(pathOf(normalizeUri(uri), parts));
}

function kindOf(uri: string, parts: Parts): Pick<Subject, "lenient" | "tooling" | "offering" | "workflow" | "stage"> {
  const path = pathOf(uri, parts);
  const offering = isOffering(path);
  return {
    lenient: isLenient(path),
    tooling: isTooling(path),
    offering,
    workflow: isWorkflow(path),
    stage: stageOf(path),
  };
}

/** Only the path below the workspace folder counts: who opens a folder of tests works on tests. */
function pathOf(uri: string, { folders }: Pick<Parts, "folders">): string {
  const folder = folders.of(uri);
  return folder === undefined ? "" : relativePath(uri, folder);
}

const none: ReadonlySet<string> = new Set();

/** Where a file with values is handed over as a whole, no name in an example of it need be mentioned. */
function unmentionedIn(manifest: ManifestReading | undefined, { mentions }: Parts): ReadonlySet<string> {
  const isHandedOver = manifest?.valuesElsewhere === true && mentions.isHandedOver();
  return manifest === undefined || isHandedOver ? none : mentions.unmentioned();
}

/** A manifest that nobody has open, as a document. */
export function documentOf(
  { uri, text }: { readonly uri: string; readonly text: string },
  { languages }: Pick<Parts, "languages">,
): TextDocument {
  return withLanguages(TextDocument.create(uri, languageIdOf(uri), 0, text), languages);
}

/** A file that nobody has open, as far as the index of the workspace knows it. Offsets are places, see `placeAt`. */
export function subjectOfClosed(uri: string, parts: Parts, settings: Settings): Subject {
  const uses = parts.references.usesIn(uri);
  const silenced = new Set<number>();
  const references = withoutFillIns(uses, uri).map((use) => {
    const start = offsetOf(use);
    if (use.silenced) silenced.add(start);
    return { ...use, start, end: start + use.length };
  });
  return {
    language: languageOf("", uri)?.id ?? "",
    references,
    manifest: undefined,
    written: parts.written.names(),
    unmentioned: none,
    needOf: parts.spared.needOf,
    isShort: parts.short.isShort,
    knowledge: knowledgeOf(uri, parts, settings),
    settings,
    ...kindOf(uri, parts),
    isSilenced: (start) => silenced.has(start),
  };
}
