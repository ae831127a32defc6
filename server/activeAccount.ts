import type { Failure, Result } from "../shared/failure";
import type { Account } from "../shared/account";
import type { InitializationOptions } from "../shared/protocol";
import type { Attempt } from "../shared/protocol";
import type { Environment, Identity } from "../shared/secret";
import type { Catalog, CatalogState, Keeping } from "./catalog";
import { createCatalog, nothingKnown } from "./catalog";
import { createListeners } from "./listeners";
import type { CredentialSource, World } from "./world";

/** The account and environment that everything is held to at the moment. */
export interface ActiveAccount {
  readonly account: () => Account;
  /** Undefined when the account cannot be used at all; `state` then says why. */
  readonly catalog: () => Catalog | undefined;
  readonly state: () => CatalogState;
  readonly environment: () => Environment;
  readonly select: (account: Account) => void;
  /** Forgets the names of an account that was signed out of. */
  readonly forgetNames: (account: Account) => Promise<void>;
  readonly selectEnvironment: (id: string) => void;
  /** Takes over what the editor remembers, and asks for the names. */
  readonly start: (options: InitializationOptions) => void;
  /** Tries a credential that is kept nowhere. */
  readonly tryConnection: (attempt: Attempt, signal: AbortSignal) => Promise<Result<Identity>>;
  readonly onDidChange: (listener: () => void) => void;
  readonly dispose: () => void;
}

/** The embedded account, until the editor says otherwise. Nothing is asked for before `start`. */
export function createActiveAccount(world: World, credentials: CredentialSource): ActiveAccount {
  const changes = createListeners<null>();
  let account: Account = { provider: "embedded" };
  let environment = "development";
  let catalog: Catalog | undefined;
  let unusable: CatalogState | undefined;
  let signedOut = false;

  const ask: CredentialSource = {
    ...credentials,
    credential: async (of) => {
      const credential = await credentials.credential(of);
      signedOut = credential === null;
      return credential;
    },
  };

  const keepingOf = (of: Account): Keeping => ({
    load: () => world.names.load(of),
    save: (names) => world.names.save(of, names),
  });

  const open = (): void => {
    catalog?.dispose();
    const provider = world.createProvider(account, ask);
    signedOut = false;
    unusable = provider.kind === "ok" ? undefined : failedState(provider.failure);
    catalog = provider.kind === "ok" ? createCatalog(provider.value, world.now, keepingOf(account)) : undefined;
    catalog?.onDidChange(() => {
      changes.tell(null);
    });
    changes.tell(null);
    void catalog?.refresh();
  };

  return {
    account: () => account,
    catalog: () => catalog,
    state: () => {
      const state = catalog?.state() ?? unusable ?? nothingKnown;
      // Without a token nothing was refused: there was nobody to ask as.
      const nobody = signedOut && state.status.kind === "failed" && state.status.failure.kind === "unauthorized";
      return nobody ? { ...nothingKnown, status: { kind: "unknown", reason: "signedOut" } } : state;
    },
    environment: () => {
      const known = (catalog?.state().environments ?? []).find(({ id }) => id === environment);
      return known ?? { id: environment, name: environment };
    },
    select: (next) => {
      account = next;
      open();
    },
    forgetNames: (of) => world.names.forget(of),
    selectEnvironment: (id) => {
      if (id === environment) return;
      environment = id;
      changes.tell(null);
    },
    start: (options) => {
      account = options.account;
      environment = options.environment;
      open();
    },
    tryConnection: async ({ account: tried, credential }, signal) => {
      const provider = world.createProvider(tried, {
        credential: () => Promise.resolve(credential),
        renewed: () => undefined,
      });
      return provider.kind === "ok" ? await provider.value.whoAmI(signal) : provider;
    },
    onDidChange: (listener) => {
      changes.add(listener);
    },
    dispose: () => {
      catalog?.dispose();
    },
  };
}

function failedState(failure: Failure): CatalogState {
  return { ...nothingKnown, status: { kind: "failed", failure } };
}
