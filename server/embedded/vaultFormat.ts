import { createHash } from "node:crypto";
import type { Contents, StoredSecret } from "./contents";
import type { VaultKey } from "./vaultKey";

/**
 * The file is five parts, one per line: the name of the format with its version, a checksum of all others (damage shows
 * even without the key), the check of the key, the signature of the whole, and the contents as JSON. Versions to come keep
 * the first two lines, so that a newer file can be told from a damaged one.
 */
const format = "inline-secrets-vault";
const version = 1;

/** What a file turned out to be. */
export type Reading =
  | { readonly kind: "vault"; readonly contents: Contents }
  | { readonly kind: "damaged" }
  | { readonly kind: "newer"; readonly version: string }
  | { readonly kind: "wrongKey" };

/** The contents as bytes of a file. */
export function writeVault(contents: Contents, key: VaultKey): Buffer {
  const first = `${format} ${version}`;
  const body = JSON.stringify({ ...contents, secrets: [...contents.secrets.values()] });
  const signature = key.sign(`${first}\n${key.check}\n${body}`);
  const rest = `${key.check}\n${signature}\n${body}\n`;
  return Buffer.from(`${first}\n${checksum(first, rest)}\n${rest}`);
}

/** Reads a file. Whatever is not exactly what was written once is damage. */
export function readVault(bytes: Buffer, key: VaultKey): Reading {
  const text = bytes.toString("utf8");
  const [first = "", sum = "", check = "", signature = "", body = ""] = text.split("\n");
  const rest = text.slice(first.length + sum.length + 2);
  // Bytes that are no UTF-8 must not pass as the character that stands in for them.
  if (!Buffer.from(text).equals(bytes) || checksum(first, rest) !== sum) return { kind: "damaged" };
  const found = new RegExp(`^${format} (\\d+)$`).exec(first)?.[1];
  if (found === undefined) return { kind: "damaged" };
  if (found !== String(version)) return { kind: "newer", version: found };
  if (check !== key.check) return { kind: "wrongKey" };
  if (signature !== key.sign(`${first}\n${check}\n${body}`)) return { kind: "damaged" };
  // The signature says that we wrote this ourselves: the types are true.
  const stored = JSON.parse(body) as Omit<Contents, "secrets"> & { readonly secrets: readonly StoredSecret[] };
  const secrets = new Map(stored.secrets.map((secret) => [secret.name, secret]));
  return { kind: "vault", contents: { environments: stored.environments, secrets } };
}

function checksum(first: string, rest: string): string {
  return createHash("sha256").update(`${first}\n${rest}`).digest("hex");
}
