import type { TextDocument } from "vscode-languageserver-textdocument";
import { timeInWords } from "../../shared/age";
import type { Settings } from "../../shared/settings";
import type { Knowledge } from "../analysis/knowledge";
import type { Subject } from "../analysis/rules/rule";
import { languageOfDocument, referencesOf } from "../workspace/documents";
import { normalizeUri } from "../workspace/uris";
import { accountName } from "./accountName";
import type { Parts } from "./feature";

/** All three sides as the file at `uri` sees them. */
export function knowledgeOf(
  uri: string,
  { declarations, active, world }: Pick<Parts, "declarations" | "active" | "world">,
): Knowledge {
  const { status, secrets } = active.state();
  const environment = active.environment();
  return {
    scope: declarations.scopeOf(normalizeUri(uri)),
    catalog: { complete: status.kind === "complete", secrets },
    environment: environment.id,
    environmentName: environment.name,
    place: placeOf(active, world.now()),
  };
}

/** An old list of all names counts like a fresh one where the user wants that. */
function judged(knowledge: Knowledge, { active }: Parts, settings: Settings): Knowledge {
  if (!settings["offline.reportMissing"] || !active.state().whole) return knowledge;
  return { ...knowledge, catalog: { ...knowledge.catalog, complete: true } };
}

/** The embedded store is at hand and always up to date; of any other account it is said what was asked, and when. */
function placeOf(active: Parts["active"], now: Date): string {
  const environment = active.environment().name;
  if (active.account().provider === "embedded") return environment;
  const { identity, checkedAt } = active.state();
  const path = [accountName(active.account()), identity?.project ?? "", environment].filter((part) => part !== "");
  return `${path.join(" › ")}, checked ${timeInWords(checkedAt, now)}`;
}

/** An open document as the rules look at it. */
export async function subjectOf(document: TextDocument, parts: Parts): Promise<Subject> {
  const uri = normalizeUri(document.uri);
  parts.declarations.setText(uri, document.getText());
  const settings = await parts.settings.of(document.uri);
  return {
    language: languageOfDocument(document)?.id ?? "",
    references: referencesOf(document),
    manifest: parts.declarations.get(uri)?.reading,
    knowledge: judged(knowledgeOf(uri, parts), parts, settings),
    settings,
  };
}
