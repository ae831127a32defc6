import assert from "node:assert/strict";
import { parseIdentity, parseSecret, parseSecretPage } from "../../../server/providers/answers";

const secret = {
  name: "API_KEY",
  description: "Pays",
  type: "api-key",
  visibility: "restricted",
  managed: true,
  hasDefault: true,
  environments: ["production"],
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00.123+02:00",
  etag: '"v1"',
};

describe("an answer of the Secrets API", () => {
  it("is copied as it is where it is as it should be", () => {
    assert.deepEqual(parseSecret(secret), secret);
  });

  it("may leave out what decides nothing", () => {
    assert.deepEqual(parseSecret({ name: "A", hasDefault: false, environments: [] }), {
      name: "A",
      description: "",
      type: "",
      visibility: "masked",
      managed: false,
      hasDefault: false,
      environments: [],
      createdAt: "",
      updatedAt: "",
      etag: "",
    });
  });

  const replaced: readonly [field: keyof typeof secret, sent: string, kept: string][] = [
    ["visibility", "unmasked", "masked"],
    ["type", "two words", ""],
    ["createdAt", "yesterday", ""],
    ["updatedAt", "sk-live-canary", ""],
    ["etag", 'no quotes, "x\r\nx-injected: 1"', ""],
  ];
  for (const [field, sent, kept] of replaced) {
    it(`counts ${JSON.stringify(sent)} as ${JSON.stringify(kept)} for ${field}`, () => {
      assert.deepEqual(parseSecret({ ...secret, [field]: sent }), { ...secret, [field]: kept });
    });
  }

  const wrong: readonly [field: keyof typeof secret, sent: unknown][] = [
    ["name", ""],
    ["name", null],
    ["name", "x".repeat(2001)],
    ["description", 1],
    ["type", []],
    ["visibility", false],
    ["managed", "false"],
    ["hasDefault", 0],
    ["environments", [1]],
    ["environments", null],
    ["createdAt", 1735689600],
    ["etag", {}],
  ];
  for (const [field, sent] of wrong) {
    it(`is not taken with ${JSON.stringify(sent).slice(0, 20)} for ${field}`, () => {
      assert.equal(parseSecret({ ...secret, [field]: sent }), undefined);
      assert.equal(parseSecretPage({ items: [secret, { ...secret, [field]: sent }], nextCursor: null }), undefined);
    });
  }

  it("has to say whether a token may write", () => {
    assert.deepEqual(parseIdentity({ canWrite: false, token: "x" }), { name: "", project: "", canWrite: false });
    for (const answer of [null, [], {}, { canWrite: "yes" }, { canWrite: true, name: 1 }])
      assert.equal(parseIdentity(answer), undefined);
  });

  it("ends where there is no cursor", () => {
    for (const nextCursor of [null, undefined, ""])
      assert.deepEqual(parseSecretPage({ items: [], nextCursor }), { secrets: [], nextCursor: undefined });
  });
});
