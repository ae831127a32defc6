import { isLenient } from "./analysis/leniency";
import { isHeldToStore, namesKeptLocally } from "./analysis/localValues";
import { refusalOf } from "./accounts";
import type { Accounts } from "./accounts";
import type { Catalog } from "./catalog";
import type { Failure, Result } from "../shared/failure";
import { failed, ok } from "../shared/failure";
import type { PreflightOutcome } from "../shared/protocol";
import type { Secret } from "../shared/secret";
import { createListeners } from "./listeners";
import type { Declarations } from "./workspace/declarations";

/**
 * What a service has said against declared names before anything ran. It counts until something changes that it depends on:
 * what is declared, what is stored, or the account.
 */
export interface Preflight {
  /** Asks the service of this part of the workspace. */
  readonly check: (folder: string | undefined, signal: AbortSignal) => Promise<Result<PreflightOutcome>>;
  /** By name, what stands in the way of a run, in a sentence. */
  readonly findingsAt: (uri: string) => ReadonlyMap<string, string>;
  readonly onDidChange: (listener: () => void) => void;
}

/** What was found at one account, and the names that were there at that time. */
interface Held {
  readonly catalog: Catalog;
  readonly stored: string;
  readonly findings: ReadonlyMap<string, string>;
}

const nothing: ReadonlyMap<string, string> = new Map();

/** Nothing is found before the first check, and nothing is checked unless somebody asks for it. */
export function createPreflight(parts: {
  readonly accounts: Accounts;
  readonly declarations: Declarations;
}): Preflight {
  const { accounts, declarations } = parts;
  const changes = createListeners<null>();
  /** By the folder that was asked about. */
  const held = new Map<string | undefined, Held>();
  // Counts what changed in manifests, so that an answer that was under way meanwhile is not taken for one to them.
  let edits = 0;

  const forgetUnless = (stillCounts: (held: Held, folder: string | undefined) => boolean): void => {
    const before = held.size;
    for (const [folder, found] of held) if (!stillCounts(found, folder)) held.delete(folder);
    if (held.size !== before) changes.tell(null);
  };
  declarations.onDidChange(() => {
    edits++;
    forgetUnless(() => false);
  });
  accounts.onDidChange(() => {
    forgetUnless(({ catalog, stored }, folder) => {
      return accounts.at(folder).catalog === catalog && storedNames(catalog) === stored;
    });
  });

  return {
    check: async (folder, signal) => {
      for (let question = 0; question < mostQuestions; question++) {
        const { catalog, state } = accounts.at(folder);
        if (catalog === undefined) return failed(refusalOf(state));
        const declared = declaredAt(folder, parts);
        if (declared.length === 0) return ok({ names: 0, findings: 0 });
        const stored = storedNames(catalog);
        const editsBefore = edits;
        const found = await catalog.preflight(declared, signal);
        if (found.kind === "failed") return found;
        // An answer to what is no longer asked says nothing of what is there now.
        const isOutdated =
          edits !== editsBefore || accounts.at(folder).catalog !== catalog || storedNames(catalog) !== stored;
        if (isOutdated) continue;
        held.set(folder, { catalog, stored, findings: byName(found.value) });
        changes.tell(null);
        return ok({ names: declared.length, findings: found.value.length });
      }
      return failed(keptChanging);
    },
    findingsAt: (uri) => {
      if (held.size === 0) return nothing;
      const { catalog } = accounts.at(uri);
      return [...held.values()].find((found) => found.catalog === catalog)?.findings ?? nothing;
    },
    onDidChange: (listener) => {
      changes.add(listener);
    },
  };
}

/** How often a service is asked about what goes on changing, as a manifest does that somebody writes. */
const mostQuestions = 3;

const keptChanging: Failure = {
  kind: "changedMeanwhile",
  message: "What is declared or stored kept changing while the service was asked. Check again once it rests.",
};

/** What somebody stored or changed since the check would make it say something else. */
function storedNames(catalog: Catalog): string {
  const { secrets } = catalog.state();
  const tell = ({ name, updatedAt, environments }: Secret) => [name, updatedAt, ...environments].join(" ");
  return [...secrets.values()].map(tell).sort().join("\n");
}

/**
 * What the manifests of this part of the workspace need. Left out is what nobody means to store: what is public, what lies in
 * a file of each developer, and what stands in examples and tests.
 */
function declaredAt(
  folder: string | undefined,
  { accounts, declarations }: { readonly accounts: Accounts; readonly declarations: Declarations },
): readonly { readonly name: string; readonly optional: boolean }[] {
  const { secrets } = accounts.at(folder).state;
  const needed = declarations
    .all()
    .filter(({ uri, label }) => accounts.isSame(uri, folder) && !isLenient(label))
    .filter(({ inForce }) => isHeldToStore(namesKeptLocally(inForce), { complete: true, secrets }))
    .flatMap(({ inForce }) => inForce.declarations.filter(({ sensitive }) => sensitive !== false));
  const required = new Set(needed.filter((declaration) => declaration.required).map(({ name }) => name));
  return [...new Set(needed.map(({ name }) => name))].map((name) => ({ name, optional: !required.has(name) }));
}

function byName(findings: readonly { readonly name: string; readonly message: string }[]): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>();
  for (const { name, message } of findings)
    sentences.set(name, [sentences.get(name), message].filter(Boolean).join(" "));
  return sentences;
}
