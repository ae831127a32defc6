import type { CodeLens } from "vscode-languageserver";
import { CodeLensRefreshRequest } from "vscode-languageserver";
import { commandIds } from "../../shared/ids";
import { counted } from "../../shared/counted";
import { isNeed } from "../analysis/fillIns";
import { listOfPlaces } from "../analysis/words";
import { normalizeUri } from "../workspace/uris";
import type { Feature, Parts } from "./feature";
import { signalOf } from "./messages";
import { rangeOf } from "./places";
import { knowledgeOf } from "./subject";

/** What is asked for again when a lens comes into sight. */
interface LensData {
  readonly name: string;
  readonly uri: string;
}

/** Above each declaration: how often the name is used, and where it is set. */
export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  register: (parts, { workspace }) => {
    const { connection, accounts, declarations, references, settings } = parts;
    let isCounted = false;
    connection.onCodeLens(({ textDocument }) => lensesIn(textDocument.uri, parts));
    connection.onCodeLensResolve(async (lens, token) => {
      isCounted = true;
      const { name, uri } = lens.data as LensData;
      return { ...lens, command: await commandFor(name, uri, parts, signalOf(token)) };
    });
    if (workspace?.codeLens?.refreshSupport !== true) return;
    const refresh = async (): Promise<void> => {
      try {
        await connection.sendRequest(CodeLensRefreshRequest.type);
      } catch {
        // An editor that is going away need not answer.
      }
    };
    for (const { onDidChange } of [accounts, declarations, settings]) onDidChange(() => void refresh());
    references.onDidChange(() => {
      if (!isCounted) return;
      isCounted = false;
      setTimeout(() => void refresh(), countPause).unref();
    });
  },
};

/** Files change in quick succession: uses are counted again once for all of them, and only where somebody has seen a number. */
const countPause = 300;

async function lensesIn(sent: string, { declarations, documents, settings }: Parts): Promise<CodeLens[]> {
  const document = documents.get(sent);
  const uri = normalizeUri(sent);
  const manifest = declarations.get(uri);
  if (document === undefined || manifest === undefined || !(await settings.of(sent)).codeLens) return [];
  declarations.setText(uri, document.getText());
  return (declarations.get(uri)?.reading.declarations ?? []).map(({ name, nameSpan }) => ({
    range: rangeOf(nameSpan, document),
    data: { name, uri } satisfies LensData,
  }));
}

async function commandFor(name: string, uri: string, parts: Parts, signal: AbortSignal) {
  const { uses, complete } = await parts.references.knownUsesOf(name, signal);
  const needs = uses.filter(isNeed).length;
  const places = listOfPlaces(name, parts.accounts.at(uri).state.environments, knowledgeOf(uri, parts));
  const title = [`${counted(needs, "use")}${complete && parts.folders.areSeen() ? "" : " so far"}`, ...places].join(
    " · ",
  );
  return { title, command: commandIds.findReferences, arguments: [{ name }] };
}
