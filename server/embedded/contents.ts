import type { Environment, Secret, Visibility } from "../../shared/secret";

/** A value that nobody here can read any more: ciphertext with its tag, and the initialization vector, in base64. */
export interface Sealed {
  readonly iv: string;
  readonly data: string;
}

/** One value of a secret; that of no environment is the default of all. */
export interface StoredValue {
  readonly environment: string | null;
  readonly sealed: Sealed;
}

/** A secret as the store keeps it. */
export interface StoredSecret {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly visibility: Visibility;
  readonly managed: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Another one after each change, never used twice. */
  readonly version: string;
  readonly values: readonly StoredValue[];
}

/** Everything that a store holds. */
export interface Contents {
  readonly environments: readonly Environment[];
  readonly secrets: ReadonlyMap<string, StoredSecret>;
}

/** What a store holds before anybody has written to it. */
export const initialContents: Contents = {
  environments: [
    { id: "production", name: "production" },
    { id: "development", name: "development" },
  ],
  secrets: new Map(),
};

/** What is told of a stored secret. */
export function toSecret(stored: StoredSecret): Secret {
  return {
    name: stored.name,
    description: stored.description,
    type: stored.type,
    visibility: stored.visibility,
    managed: stored.managed,
    hasDefault: stored.values.some(({ environment }) => environment === null),
    environments: stored.values.flatMap(({ environment }) => environment ?? []),
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    etag: etagOf(stored),
  };
}

/** The version as HTTP spells it. */
export function etagOf({ version }: StoredSecret): string {
  return `"${version}"`;
}
