import type { Result } from "../../shared/failure";
import { ok } from "../../shared/failure";
import type { Account } from "../../shared/protocol";
import { createEmbeddedProvider } from "./embedded";
import { readEndpoint } from "./endpoint";
import type { Provider } from "./provider";
import { createSecretsApiProvider } from "./secretsApi";

/** What providers need from outside of the process. */
export interface ProviderWorld {
  readonly fetch: typeof fetch;
  /** The token for an origin, asked for with each request; null when there is none. */
  readonly credential: (origin: string) => Promise<string | null>;
  /** The folder of the embedded store; made when the first secret is. */
  readonly dataDirectory: string;
}

type Kinds = {
  readonly [Kind in Account["provider"]]: (
    account: Extract<Account, { readonly provider: Kind }>,
    world: ProviderWorld,
  ) => Result<Provider>;
};

/** Every kind of provider there is. */
const kinds: Kinds = {
  embedded: (_account, world) => ok(createEmbeddedProvider(world)),
  secretsApi: ({ endpoint }, { fetch, credential }) => {
    const read = readEndpoint(endpoint);
    if (read.kind === "failed") return read;
    const { baseUrl, origin, host } = read.value;
    return ok(createSecretsApiProvider({ baseUrl, fetch, token: () => credential(origin), accountName: host }));
  },
};

/** The provider behind an account; a failure when the account cannot be used at all. */
export function createProvider(account: Account, world: ProviderWorld): Result<Provider> {
  return account.provider === "embedded" ? kinds.embedded(account, world) : kinds.secretsApi(account, world);
}
