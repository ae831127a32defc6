import { generateKeyPairSync } from "node:crypto";
import type { FakeSecret } from "./fakeService";

/** A secret as GitHub keeps it, without its value. */
export interface StoredName {
  readonly name: string;
  /** The environment; empty for the repository itself. */
  readonly place: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The key of a place that has secrets, both halves of it. */
export interface SecretKey {
  readonly id: string;
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

/** What GitHub knows and how it behaves; a test may change it at any time. */
export interface GithubState {
  token: string;
  rights: "write" | "read" | "nothing";
  readonly repository: string;
  /** Other repositories that the token may see, those that were last pushed to first. */
  readonly others: string[];
  /** Those among them that it may not push to, and those that are archives. */
  readonly readOnly: Set<string>;
  readonly archived: Set<string>;
  readonly environments: string[];
  /** Environments whose secrets the token may not see. */
  readonly hiddenEnvironments: Set<string>;
  readonly secrets: StoredName[];
  readonly organizationSecrets: StoredName[];
  /** Older Enterprise Servers do not tell of an organization's secrets. */
  hasOrganizationRoute: boolean;
  /** The token is that of an app, which is nobody. */
  isApp: boolean;
  /** How many requests are left, and when there are new ones, in seconds since 1970. */
  remaining: number;
  resetAt: number;
  readonly keyOf: (place: string) => SecretKey;
  readonly newName: (name: string) => Omit<StoredName, "place">;
  /** Adds a secret of the repository, or of an environment. */
  readonly addSecret: (name: string, environment?: string) => void;
}

export function createGithubState(seed: readonly FakeSecret[]): GithubState {
  const keys = new Map<string, SecretKey>();
  const newName = (name: string) => ({ name, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" });
  const state: GithubState = {
    token: "ghp_tokenOfTheTests",
    rights: "write",
    repository: "acme/web",
    others: ["acme/api"],
    readOnly: new Set(),
    archived: new Set(),
    environments: ["production", "staging"],
    hiddenEnvironments: new Set(),
    secrets: seed.flatMap(({ name, environments }) => environments.map((place) => ({ ...newName(name), place }))),
    organizationSecrets: [],
    hasOrganizationRoute: true,
    isApp: false,
    remaining: 5000,
    resetAt: Math.ceil(Date.now() / 1000) + 60,
    keyOf: (place) => {
      const key = keys.get(place) ?? newKey(keys.size);
      keys.set(place, key);
      return key;
    },
    newName,
    addSecret: (name, environment = "") => {
      state.secrets.push({ ...newName(name), place: environment });
    },
  };
  return state;
}

/** A key of X25519: its last 32 bytes in DER are the key itself (RFC 8410). */
function newKey(index: number): SecretKey {
  const { publicKey, privateKey } = generateKeyPairSync("x25519", {
    publicKeyEncoding: { format: "der", type: "spki" },
    privateKeyEncoding: { format: "der", type: "pkcs8" },
  });
  return {
    id: `56825016724254${index}`,
    publicKey: publicKey.subarray(-32),
    privateKey: privateKey.subarray(-32),
  };
}
