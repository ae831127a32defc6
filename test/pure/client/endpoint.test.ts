import assert from "node:assert/strict";
import { checkDomain, checkEndpoint, hostOf, normalEndpoint, originOf } from "../../../client/endpoint";

describe("An endpoint", () => {
  for (const endpoint of [
    "https://secrets.example.com",
    " https://secrets.example.com:8443/api/ ",
    "http://127.0.0.1:3000",
    "http://127.8.9.10",
    "http://localhost:3000/v1",
    "http://[::1]:3000",
  ]) {
    it(`may be ${endpoint.trim()}`, () => {
      assert.equal(checkEndpoint(endpoint), undefined);
    });
  }

  for (const [endpoint, problem] of [
    ["", /required/],
    ["secrets.example.com", /such as https/],
    ["localhost:3000", /https:\/\//],
    ["http://secrets.example.com", /https:\/\//],
    ["http://127.0.0.1.example.com", /https:\/\//],
    ["http://localhost.example.com", /https:\/\//],
    ["ftp://127.0.0.1", /https:\/\//],
    ["https://user:password@secrets.example.com", /password/],
    ["https://secrets.example.com?token=x", /no \?/],
    ["https://secrets.example.com/#x", /no #/],
  ] as const) {
    it(`may not be ${endpoint || "blank"}`, () => {
      assert.match(checkEndpoint(endpoint) ?? "", problem);
    });
  }

  it("is kept in one form", () => {
    assert.equal(normalEndpoint(" https://Secrets.Example.com:443/ "), "https://secrets.example.com");
    assert.equal(normalEndpoint("https://secrets.example.com/v1//"), "https://secrets.example.com/v1");
  });

  it("has an origin of scheme, host and port", () => {
    assert.equal(originOf("https://secrets.example.com/v1"), "https://secrets.example.com");
    assert.notEqual(originOf("http://127.0.0.1:1"), originOf("http://127.0.0.1:2"));
    assert.equal(hostOf("http://127.0.0.1:1/v1"), "127.0.0.1:1");
  });
});

describe("An endpoint of a service that is on its own domains", () => {
  const azure = { label: "Azure Key Vault", domains: ["vault.azure.net"] };
  for (const [text, expected] of [
    ["https://mine.vault.azure.net", undefined],
    ["http://127.0.0.1:3000", undefined],
    [
      "https://vault.azure.net.example.com",
      "Azure Key Vault is at vault.azure.net, and its credentials go nowhere else",
    ],
    ["https://evilvault.azure.net", "Azure Key Vault is at vault.azure.net, and its credentials go nowhere else"],
  ] as const) {
    it(`${expected === undefined ? "may" : "may not"} be ${text}`, () => {
      assert.equal(checkDomain(text, azure), expected);
      assert.equal(checkDomain(text, { label: "Any" }), undefined);
    });
  }
});
