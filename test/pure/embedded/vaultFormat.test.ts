import assert from "node:assert/strict";
import { createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Contents, Sealed } from "../../../server/embedded/contents";
import { initialContents } from "../../../server/embedded/contents";
import { readVault, writeVault } from "../../../server/embedded/vaultFormat";
import type { VaultKey } from "../../../server/embedded/vaultKey";
import { generateKeyFile, readKeyFile } from "../../../server/embedded/vaultKey";

const keyFile = generateKeyFile();
const key = readKey(keyFile);

const contents: Contents = {
  ...initialContents,
  secrets: new Map([
    [
      "API_KEY",
      {
        name: "API_KEY",
        description: "Grüße 🔑",
        type: "secret",
        visibility: "masked",
        managed: false,
        createdAt: "2026-01-01T00:00:00.000Z",
        updatedAt: "2026-01-01T00:00:00.000Z",
        version: "v1",
        values: [{ environment: null, sealed: key.seal("API_KEY", null, "canary") }],
      },
    ],
  ]),
};

describe("the vault file", () => {
  const bytes = writeVault(contents, key);

  it("reads as what was written", () => {
    assert.deepEqual(readVault(bytes, key), { kind: "vault", contents });
  });

  it("shows every flipped bit", () => {
    for (let index = 0; index < bytes.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(bytes);
        damaged[index] = damaged[index]! ^ (1 << bit);
        assert.deepEqual(readVault(damaged, key), { kind: "damaged" }, `byte ${index}, bit ${bit}`);
      }
    }
  });

  it("shows wherever it was cut off, and what was added", () => {
    for (let length = 0; length < bytes.length; length++)
      assert.deepEqual(readVault(bytes.subarray(0, length), key), { kind: "damaged" }, `${length} bytes`);
    assert.deepEqual(readVault(Buffer.concat([bytes, Buffer.from("\n")]), key), { kind: "damaged" });
  });

  it("tells a wrong key from damage", () => {
    assert.deepEqual(readVault(bytes, readKey(generateKeyFile())), { kind: "wrongKey" });
  });

  it("shows contents that somebody without the key has put together", () => {
    const forged = writeVault(initialContents, { ...readKey(generateKeyFile()), check: key.check });
    assert.deepEqual(readVault(forged, key), { kind: "damaged" });
  });

  it("tells a newer version from damage, with any key", () => {
    const [, , ...rest] = bytes.toString().split("\n");
    const newer = withChecksum("inline-secrets-vault 2", rest.join("\n"));
    assert.deepEqual(readVault(newer, key), { kind: "newer", version: "2" });
  });

  it("holds a value as ciphertext that only its key, name and environment open", () => {
    const sealed = key.seal("API_KEY", "production", "canary ✓");
    assert.equal(unseal(sealed, ["inline-secrets-record", 1, "API_KEY", "production"]), "canary ✓");
    for (const [name, environment] of [
      ["API_KEY", null],
      ["API_KEY", "development"],
      ["OTHER", "production"],
    ] as const)
      assert.throws(() => unseal(sealed, ["inline-secrets-record", 1, name, environment]));
  });

  it("seals the same value differently each time", () => {
    const sealed = Array.from({ length: 100 }, () => key.seal("API_KEY", null, "canary"));
    assert.equal(new Set(sealed.map(({ iv }) => iv)).size, 100);
    assert.equal(new Set(sealed.map(({ data }) => data)).size, 100);
  });

  it("has no code that could open a value again", () => {
    const sources = readdirSync("server", { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    assert.ok(sources.length > 10);
    for (const { parentPath, name } of sources)
      assert.doesNotMatch(readFileSync(`${parentPath}/${name}`, "utf8"), /decipher/i, name);
  });
});

describe("the key file", () => {
  it("is read only if it is exactly as it was written, or else it is another key", () => {
    for (let index = 0; index < keyFile.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(keyFile);
        damaged[index] = damaged[index]! ^ (1 << bit);
        assert.notEqual(readKeyFile(damaged)?.check, key.check, `byte ${index}, bit ${bit}`);
      }
    }
    assert.equal(readKeyFile(Buffer.alloc(0)), undefined);
  });
});

function readKey(bytes: Buffer): VaultKey {
  const read = readKeyFile(bytes);
  assert.ok(read);
  return read;
}

function withChecksum(first: string, rest: string): Buffer {
  const sum = createHash("sha256").update(`${first}\n${rest}`).digest("hex");
  return Buffer.from(`${first}\n${sum}\n${rest}`);
}

/** Opens a value as nothing that we ship can. */
function unseal({ iv, data }: Sealed, identity: readonly unknown[]): string {
  const secret = Buffer.from(keyFile.toString().split("\n")[1] ?? "", "hex");
  const recordKey = Buffer.from(hkdfSync("sha256", secret, "inline-secrets", "records", 32));
  const bytes = Buffer.from(data, "base64");
  const decipher = createDecipheriv("aes-256-gcm", recordKey, Buffer.from(iv, "base64"));
  decipher.setAAD(Buffer.from(JSON.stringify(identity)));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
}
