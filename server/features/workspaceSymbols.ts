import type { SymbolInformation } from "vscode-languageserver";
import { SymbolKind } from "vscode-languageserver";
import type { Feature, Parts } from "./feature";
import { signalOf } from "./messages";
import { declarationsIn, locationOf } from "./places";

/** More than these nobody reads; typing on narrows them down. */
const maxSymbols = 200;

/** Finds names by a part of them: where they are declared, or else where they are used first. */
export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register: (parts) => {
    parts.connection.onWorkspaceSymbol(({ query }, token) => symbolsFor(query, parts, signalOf(token)));
  },
};

async function symbolsFor(query: string, parts: Parts, signal: AbortSignal): Promise<SymbolInformation[]> {
  const declared = declarationsIn(parts).filter(({ name }) => matches(name, query));
  const known = new Set(declared.map(({ name }) => name));
  const used = (await parts.references.firstUses(signal)).filter(
    ({ name }) => !known.has(name) && matches(name, query),
  );
  return [
    ...declared.map(({ name, label, location }) => symbol(name, location, label)),
    ...used.map((use) => symbol(use.name, locationOf(use), "")),
  ].slice(0, maxSymbols);
}

function symbol(name: string, location: SymbolInformation["location"], containerName: string): SymbolInformation {
  return { name, kind: SymbolKind.Constant, location, ...(containerName === "" ? {} : { containerName }) };
}

/** Whether the letters of the query stand in the name in their order, as editors match. */
function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase().replace(/\s/g, "")) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
