import type { Account } from "../shared/account";
import type { Failure } from "../shared/failure";
import type { Catalog, CatalogState, Keeping } from "./catalog";
import { createCatalog, nothingKnown } from "./catalog";
import { keepFresh } from "./freshness";
import type { Freshness } from "./freshness";
import type { CredentialSource, World } from "./world";

/** An account that somebody in the workspace uses: its names are asked for at once, and kept fresh. */
export interface OpenAccount {
  readonly account: Account;
  /** Undefined when the account cannot be used at all; `state` then says why. */
  readonly catalog: Catalog | undefined;
  readonly state: () => CatalogState;
  readonly freshness: Freshness;
  readonly dispose: () => void;
}

/** Opens an account; `changed` hears of everything that becomes known of it. */
export function openAccount(
  account: Account,
  {
    world,
    credentials,
    changed,
  }: { readonly world: World; readonly credentials: CredentialSource; readonly changed: () => void },
): OpenAccount {
  let signedOut = false;
  const provider = world.createProvider(account, {
    ...credentials,
    credential: async (of) => {
      const credential = await credentials.credential(of);
      signedOut = credential === null;
      return credential;
    },
  });
  const keeping: Keeping = {
    load: () => world.names.load(account),
    save: (names) => world.names.save(account, names),
  };
  const catalog = provider.kind === "ok" ? createCatalog(provider.value, world.now, keeping) : undefined;
  const unusable = provider.kind === "ok" ? nothingKnown : failedState(provider.failure);
  catalog?.onDidChange(changed);
  const freshness = keepFresh(account.provider === "embedded" ? undefined : catalog, world.now);
  void catalog?.refresh();
  return {
    account,
    catalog,
    state: () => {
      const state = catalog?.state() ?? unusable;
      // Without a credential nothing was refused: there was nobody to ask as.
      const nobody = signedOut && state.status.kind === "failed" && state.status.failure.kind === "unauthorized";
      return nobody ? { ...nothingKnown, status: { kind: "unknown", reason: "signedOut" } } : state;
    },
    freshness,
    dispose: () => {
      freshness.stop();
      catalog?.dispose();
    },
  };
}

function failedState(failure: Failure): CatalogState {
  return { ...nothingKnown, status: { kind: "failed", failure } };
}
