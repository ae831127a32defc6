import { createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { blake2b } from "@noble/hashes/blake2.js";

/**
 * Seals a text so that nobody but the holder of the recipient's private key can read it: `crypto_box_seal` of libsodium
 * (doc.libsodium.org/public-key_cryptography/sealed_boxes). Throws when the key is none.
 */
export function sealedBox(text: string, recipient: Uint8Array): Uint8Array {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const own = bytesOf(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: publicKeyOf(recipient) });
  // The nonce need not be sent: both sides know both public keys.
  const nonce = blake2b(Buffer.concat([own, recipient]), { dkLen: 24 });
  const box = xsalsa20poly1305(keyFrom(shared), nonce).encrypt(Buffer.from(text));
  return Buffer.concat([own, box]);
}

/** What stands before the 32 bytes of a key of X25519 in DER (RFC 8410, 4). */
const derPrefix = Buffer.from("302a300506032b656e032100", "hex");

function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([derPrefix, bytes]), format: "der", type: "spki" });
}

function bytesOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: "der", type: "spki" }).subarray(derPrefix.length);
}

/** A shared secret is no key yet: HSalsa20 makes one of it, as `crypto_box` does. */
function keyFrom(shared: Uint8Array): Uint8Array {
  const sigma = wordsOf(Buffer.from("expand 32-byte k"));
  const key = new Uint32Array(8);
  hsalsa(sigma, wordsOf(shared), new Uint32Array(4), key);
  const bytes = Buffer.alloc(32);
  key.forEach((word, index) => bytes.writeUInt32LE(word, index * 4));
  return bytes;
}

/** The bytes as the little-endian words that the cipher counts in. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getUint32(index * 4, true));
}
