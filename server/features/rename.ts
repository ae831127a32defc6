import type { WorkspaceEdit } from "vscode-languageserver";
import { renamedNotification } from "../../shared/protocol";
import { nameProblem } from "../analysis/nameProblem";
import type { Feature, Parts } from "./feature";
import { incomplete, refusal, signalOf } from "./messages";
import { nameAt } from "./nameAt";
import { declarationsIn, locationOf, rangeOf } from "./places";
import { replaceAt } from "./replaceAt";
import { editFormOf } from "./workspaceEdits";

/** Another name in code and manifests. What is stored keeps its name: no service can rename it without its value. */
export const rename: Feature = {
  capabilities: ({ textDocument }) => ({
    renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  }),
  register: (parts, client) => {
    const { connection, documents } = parts;
    const { ofEdit } = editFormOf(client);
    connection.onPrepareRename(({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return null;
      const named = nameAt(document, document.offsetAt(position), parts);
      return named === undefined ? null : { range: rangeOf(named, document), placeholder: named.name };
    });
    connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
      const document = documents.get(textDocument.uri);
      const named = document && nameAt(document, document.offsetAt(position), parts);
      if (named === undefined || named.name === newName) return null;
      const { uri } = textDocument;
      return ofEdit(await renamed(named.name, newName, { uri, parts, signal: signalOf(token) }));
    });
  },
};

interface Renaming {
  /** The file in which it was asked for. */
  readonly uri: string;
  readonly parts: Parts;
  readonly signal: AbortSignal;
}

async function renamed(from: string, to: string, { uri, parts, signal }: Renaming): Promise<WorkspaceEdit> {
  refuseBadName(to, uri, parts);
  const { uses, complete } = await parts.references.usesOf(from, signal);
  if (!complete) throw incomplete();
  const declared = declarationsIn(parts).filter(({ name }) => name === from);
  const places = [...uses.map(locationOf), ...declared.map(({ location }) => location)];
  const edit = replaceAt(places, { from, to, parts });
  offerNewName({ from, to }, uri, parts);
  return edit;
}

function refuseBadName(name: string, uri: string, { accounts }: Parts): void {
  const rule = accounts.at(uri).catalog?.capabilities;
  const problem = rule && nameProblem(name, rule, false);
  if (problem !== undefined) throw refusal(problem);
}

/** What is stored cannot be renamed without its value, which nobody here has: the new name needs one of its own. */
function offerNewName(
  { from, to }: { readonly from: string; readonly to: string },
  uri: string,
  { accounts, connection }: Parts,
): void {
  const { secrets } = accounts.at(uri).state;
  if (secrets.has(from) && !secrets.has(to)) void connection.sendNotification(renamedNotification.method, { from, to });
}
