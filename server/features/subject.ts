import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Knowledge } from "../analysis/knowledge";
import type { Subject } from "../analysis/rules/rule";
import { languageOfDocument, referencesOf } from "../workspace/documents";
import { normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";

/** All three sides as the file at `uri` sees them. */
export function knowledgeOf(uri: string, { declarations, active }: Pick<Parts, "declarations" | "active">): Knowledge {
  const { status, secrets } = active.state();
  const environment = active.environment();
  return {
    scope: declarations.scopeOf(normalizeUri(uri)),
    catalog: { complete: status.kind === "complete", secrets },
    environment: environment.id,
    environmentName: environment.name,
  };
}

/** An open document as the rules look at it. */
export async function subjectOf(document: TextDocument, parts: Parts): Promise<Subject> {
  const uri = normalizeUri(document.uri);
  parts.declarations.setText(uri, document.getText());
  return {
    language: languageOfDocument(document)?.id ?? "",
    references: referencesOf(document),
    manifest: parts.declarations.get(uri)?.reading,
    knowledge: knowledgeOf(uri, parts),
    settings: await parts.settings.of(document.uri),
  };
}
