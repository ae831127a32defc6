import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Sealed } from "./contents";

/** What a vault is written with. There is no way to read a value with it. */
export interface VaultKey {
  /** Tells a wrong key without telling anything about the right one. */
  readonly check: string;
  /** Proves that a text was written by an owner of the key. */
  readonly sign: (text: string) => string;
  /** Encrypts a value so that it fits this name and environment only. */
  readonly seal: (name: string, environment: string | null, value: string) => Sealed;
}

const header = "inline-secrets-key 1";
const keyPattern = new RegExp(`^${header}\n([0-9a-f]{64})\n$`);

/** A new random key, as it stands in its file. */
export function generateKeyFile(): Buffer {
  return Buffer.from(`${header}\n${randomBytes(32).toString("hex")}\n`);
}

/** The key in a file; undefined when the file is not one. */
export function readKeyFile(bytes: Buffer): VaultKey | undefined {
  const hex = keyPattern.exec(bytes.toString("latin1"))?.[1];
  return hex === undefined ? undefined : createVaultKey(Buffer.from(hex, "hex"));
}

function createVaultKey(secret: Buffer): VaultKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "inline-secrets", purpose, 32));
  const recordKey = derive("records");
  const signingKey = derive("signature");
  return {
    check: derive("check").toString("hex"),
    sign: (text) => createHmac("sha256", signingKey).update(text).digest("hex"),
    seal: (name, environment, value) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", recordKey, iv);
      cipher.setAAD(Buffer.from(recordIdentity(name, environment)));
      const data = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return { iv: iv.toString("base64"), data: data.toString("base64") };
    },
  };
}

/** What a record is bound to: the format's version, the name and the environment, so that records cannot be swapped. */
function recordIdentity(name: string, environment: string | null): string {
  return JSON.stringify(["inline-secrets-record", 1, name, environment]);
}
