import { SemanticTokensBuilder, SemanticTokensRefreshRequest } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { referencesOf } from "../workspace/documents";
import type { Feature, Parts } from "./feature";
import { knowledgeOf } from "./subject";

/**
 * Marks `<NAME>` and `<secret>NAME</secret>` in texts that have no colors of their own for them. Languages with a server of
 * their own are left alone: an editor takes the tokens of one server only, and theirs say more.
 */
export const semanticTokens: Feature = {
  capabilities: () => ({
    semanticTokensProvider: {
      documentSelector: languageIds.map((language) => ({ language })),
      legend: { tokenTypes: ["variable"], tokenModifiers: ["readonly"] },
      full: true,
    },
  }),
  register: (parts, { workspace }) => {
    const { connection } = parts;
    connection.languages.semanticTokens.on(({ textDocument }) => {
      const document = parts.documents.get(textDocument.uri);
      return document === undefined ? { data: [] } : tokensIn(document, parts);
    });
    if (workspace?.semanticTokens?.refreshSupport !== true) return;
    const refresh = (): void => {
      // An editor that is going away need not answer.
      connection.sendRequest(SemanticTokensRefreshRequest.type).catch(() => undefined);
    };
    parts.accounts.onDidChange(refresh);
    parts.declarations.onDidChange(refresh);
    parts.settings.onDidChange(refresh);
  },
};

const prose = ["markdown", "plaintext", "prompt", "instructions", "chatmode", "chatagent", "skill"];
const languageIds = [...prose, "yaml", "json", "jsonc", "toml", "dotenv", "properties"];

function tokensIn(document: TextDocument, parts: Parts) {
  const { scope, catalog } = knowledgeOf(document.uri, parts);
  const builder = new SemanticTokensBuilder();
  for (const { name, form, start, end } of referencesOf(document)) {
    // Most `<NAME>` in the world are placeholders: only those that mean a secret stand out.
    const isMeant = form === "tag" || scope.declared.has(name) || catalog.secrets.has(name);
    if (form === "accessor" || !isMeant) continue;
    const { line, character } = document.positionAt(start);
    builder.push(line, character, end - start, 0, 1);
  }
  return builder.build();
}
