import type { Provider } from "../../server/providers/provider";
import type { Failure } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret } from "../../shared/secret";

/** A secret as a test writes it down: where it has values, and what else differs from the ordinary. */
export type StoredSecret = Partial<Secret> & { readonly name: string };

/** A provider whose answers a test decides. */
export interface MemoryProvider extends Provider {
  readonly secrets: Map<string, Secret>;
  /** What listing fails with, while it is set; `afterPages` lets that many pages through before. */
  listFailure: { readonly failure: Failure; readonly afterPages: number } | undefined;
  /** What the next write fails with. */
  writeFailure: Failure | undefined;
  /** Listing waits for this, so that a test can look at the time in between. */
  gate: Promise<void> | undefined;
  listCalls: number;
  /** Each value that arrived, to be compared with what was sent. */
  readonly received: string[];
}

/** Keeps names in memory and throws values away, but for `received`. */
export function createMemoryProvider(stored: readonly StoredSecret[] = []): MemoryProvider {
  const secrets = new Map(stored.map((secret) => [secret.name, withDefaults(secret)]));
  const environments = [
    { id: "production", name: "production" },
    { id: "development", name: "development" },
  ];
  const takeWriteFailure = () => {
    const failure = provider.writeFailure;
    provider.writeFailure = undefined;
    return failure === undefined ? undefined : failed(failure);
  };
  const keep = (secret: Secret) => {
    secrets.set(secret.name, secret);
    return ok({ kind: "done", value: secret } as const);
  };

  const provider: MemoryProvider = {
    secrets,
    listFailure: undefined,
    writeFailure: undefined,
    gate: undefined,
    listCalls: 0,
    received: [],
    capabilities: {
      environments: true,
      editEnvironments: true,
      description: true,
      editDescriptionAlone: true,
      visibility: true,
      defaults: true,
      conflictCheck: true,
      paging: true,
      rename: false,
      approval: false,
      softDelete: false,
      listingSendsValues: "never",
      writingSendsValues: false,
      namePattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
      nameRule: "letters, digits and underscores, and no digit at the beginning.",
      reservedNames: ["KEPT_*"],
      maxValueBytes: 65536,
    },
    whoAmI: () => Promise.resolve(ok({ name: "tester", project: "tests", canWrite: true })),
    listEnvironments: () => Promise.resolve(ok([...environments])),
    addEnvironment: (name) => {
      environments.push({ id: name, name });
      return Promise.resolve(ok({ id: name, name }));
    },
    deleteEnvironment: (id) => {
      environments.splice(environments.findIndex((environment) => environment.id === id) >>> 0, 1);
      return Promise.resolve(ok(null));
    },
    listSecrets: async (cursor) => {
      provider.listCalls++;
      await provider.gate;
      const page = Number(cursor ?? 0);
      const { listFailure } = provider;
      if (listFailure !== undefined && page >= listFailure.afterPages) return failed(listFailure.failure);
      const all = [...secrets.values()];
      const nextCursor = (page + 1) * pageSize < all.length ? String(page + 1) : undefined;
      return ok({ secrets: all.slice(page * pageSize, (page + 1) * pageSize), nextCursor });
    },
    createSecret: ({ name, value, description, visibility, target }) => {
      provider.received.push(value);
      const environmentIds = target.kind === "environments" ? target.ids : [];
      const secret = { name, description, visibility, hasDefault: target.kind === "default" };
      return Promise.resolve(takeWriteFailure() ?? keep(withDefaults({ ...secret, environments: environmentIds })));
    },
    updateSecret: ({ name, value, description }) => {
      if (value !== undefined) provider.received.push(value.text);
      const before = secrets.get(name) ?? withDefaults({ name });
      const ids = value?.target.kind === "environments" ? value.target.ids : [];
      const after = { ...before, environments: [...new Set([...before.environments, ...ids])] };
      return Promise.resolve(takeWriteFailure() ?? keep(description === undefined ? after : { ...after, description }));
    },
    deleteSecret: ({ name, environment }) => {
      const failure = takeWriteFailure();
      if (failure !== undefined) return Promise.resolve(failure);
      const before = secrets.get(name);
      const environmentIds = before?.environments.filter((id) => id !== environment) ?? [];
      if (before !== undefined && environment !== undefined && environmentIds.length > 0)
        secrets.set(name, { ...before, environments: environmentIds });
      else secrets.delete(name);
      return Promise.resolve(ok({ kind: "done", value: null } as const));
    },
  };
  return provider;
}

/** Small, so that a handful of names needs several pages. */
const pageSize = 2;

function withDefaults(secret: StoredSecret): Secret {
  return {
    description: "",
    type: "secret",
    visibility: "masked",
    managed: false,
    hasDefault: false,
    environments: [],
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    etag: '"1"',
    ...secret,
  };
}
