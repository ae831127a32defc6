import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate that nobody but itself has signed, for this machine, with its key. */
export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
}

/** Makes one. Node.js has no way to, so it is written as RFC 5280 has it. */
export function createSelfSigned(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(hex("06082a8648ce3d040302"));
  const commonName = sequence(tagged(0x31, sequence(hex("0603550403"), tagged(0x0c, Buffer.from("this machine")))));
  const validity = sequence(...["20250101000000Z", "20990101000000Z"].map((time) => tagged(0x18, Buffer.from(time))));
  const names = sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, Buffer.from("secrets.test")));
  const alternativeNames = sequence(hex("0603551d11"), tagged(0x04, names));
  const authority = sequence(hex("0603551d13"), tagged(0x04, sequence(hex("0101ff"))));
  const toBeSigned = sequence(
    tagged(0xa0, hex("020102")),
    hex("020101"),
    ecdsaWithSha256,
    commonName,
    validity,
    commonName,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(alternativeNames, authority)),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, ecdsaWithSha256, tagged(0x03, Buffer.concat([hex("00"), signature])));
  const lines = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

/** A value of ASN.1 in its distinguished encoding: what it is, how long it is, and what it holds. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}
