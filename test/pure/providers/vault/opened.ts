import assert from "node:assert/strict";
import { createProvider } from "../../../../server/providers/index";
import type { Provider } from "../../../../server/providers/provider";
import type { Credential, RemoteAccount } from "../../../../shared/account";
import type { FakeSecret } from "../../../fakes/fakeService";
import type { VaultServer } from "../../../fakes/vaultServer";
import { startVault } from "../../../fakes/vaultServer";
import type { VaultStore } from "../../../fakes/vaultStore";

/** Which server it is. */
export type Flavour = VaultStore["flavour"];

/** A value that may be found nowhere but in the body of a write. */
export const value = "canary-4f1c9a7e-value";

/** What a server of these tests begins with. */
export const seed: readonly FakeSecret[] = [
  { name: "ALPHA", environments: ["development", "production"], description: "First" },
  { name: "BETA", environments: ["production"] },
];

/** A server with what it holds, and a provider for it. */
export interface Started {
  readonly server: VaultServer;
  readonly store: VaultStore;
  readonly provider: Provider;
}

/** Starts servers, and stops them with the test that needed them. */
export function useVaults(): (secrets?: readonly FakeSecret[], flavour?: Flavour) => Promise<Started> {
  const servers: VaultServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  return async (secrets = seed, flavour = "vault") => {
    const server = await startVault(secrets, { flavour });
    servers.push(server);
    return { server, store: server.store, provider: open(server) };
  };
}

interface Opening extends Partial<RemoteAccount> {
  readonly credential?: Credential;
  readonly now?: () => Date;
  readonly fetch?: typeof fetch;
}

/** Another provider for the same server, for another place in it or with another credential. */
export function open(server: VaultServer, { credential, now, fetch: fetching, ...account }: Opening = {}): Provider {
  const world = {
    fetch: fetching ?? fetch,
    dataDirectory: "",
    now: now ?? (() => new Date()),
    limits: { pause: 1, attempt: 2_000 },
  };
  const created = createProvider({ ...server.account, ...account }, world, {
    credential: () => Promise.resolve(credential ?? server.credential),
    renewed: () => undefined,
  });
  assert.equal(created.kind, "ok");
  return created.value;
}

/** The role that may sign in, as it is now. */
export function roleOf({ role }: VaultServer): Credential {
  return { kind: "client", clientId: role.id, clientSecret: role.secret };
}

/** The target of a write. */
export function to(ids: readonly string[]) {
  return { kind: "environments", ids } as const;
}

/** A secret to be created. */
export function newSecret(name: string, environments: readonly string[]) {
  return { name, value, description: "", visibility: "masked", target: to(environments) } as const;
}

/** Has the server answer this instead of what it would have. */
export function answer({ faults }: VaultServer, status: number, body: unknown, times = 1): void {
  Object.assign(faults, { fault: { kind: "answer", status, body }, times });
}

/** The requests to paths with this in them. */
export function pathsTo({ requests }: VaultServer, part: string) {
  return requests.filter(({ path }) => path.includes(part));
}

/** What was asked of the mount, without what stands around it. */
export function askedFor({ requests }: VaultServer): readonly string[] {
  return requests.map(({ path }) => path.replace(/^\/v1\/secret\//, "").replace(/\/?\?.*$/, ""));
}
