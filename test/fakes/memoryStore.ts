import type { Contents, StoredSecret } from "../../server/embedded/contents";
import { initialContents } from "../../server/embedded/contents";
import { done } from "../../server/embedded/problem";
import type { SecretStore } from "../../server/embedded/secretStore";
import type { Secret } from "../../shared/secret";

/** A secret as a test writes it down: where it has values, and what else differs from the ordinary. */
export type Seed = Partial<Omit<Secret, "etag">> & { readonly name: string };

/** A store that a test can look into. */
export interface MemoryStore extends SecretStore {
  /** The environments that have a value of their own, by name. */
  readonly environments: () => ReadonlyMap<string, readonly string[]>;
}

/** A store for the Secrets API that forgets values at once and everything else with the test. */
export function createMemoryStore(seeds: readonly Seed[] = []): MemoryStore {
  const secrets = new Map(seeds.map((seed) => [seed.name, toStored(seed)]));
  let contents: Contents = { ...initialContents, secrets };
  return {
    environments: () =>
      new Map(
        [...contents.secrets.values()].map(({ name, values }) => [
          name,
          values.flatMap(({ environment }) => environment ?? []),
        ]),
      ),
    read: () => Promise.resolve(done(contents)),
    change: (edit) => {
      const edited = edit(contents, () => nothing);
      if (edited.kind === "refused") return Promise.resolve(edited);
      contents = edited.value.contents;
      return Promise.resolve(done(edited.value.value));
    },
  };
}

const nothing = { iv: "", data: "" };

function toStored({ hasDefault = false, environments = [], ...seed }: Seed): StoredSecret {
  const places = hasDefault ? [null, ...environments] : environments;
  return {
    description: "",
    type: "secret",
    visibility: "masked",
    managed: false,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    version: "seeded",
    ...seed,
    values: places.map((environment) => ({ environment, sealed: nothing })),
  };
}
