import assert from "node:assert/strict";
import type { RemoteProviderId } from "../../../shared/account";
import { createProvider } from "../../../server/providers/index";

describe("the endpoint of an account", () => {
  const open = (endpoint: string, kind: RemoteProviderId = "secretsApi") => {
    const asked: string[] = [];
    const sent: string[] = [];
    const provider = createProvider(
      { provider: kind, endpoint },
      {
        fetch: (input) => {
          sent.push(new Request(input).url);
          return Promise.resolve(Response.json({ name: "n", project: "p", canWrite: true }));
        },
        dataDirectory: "/nowhere",
        now: () => new Date(),
      },
      {
        credential: (account) => {
          asked.push(account.endpoint);
          return Promise.resolve({ kind: "token", token: "token" });
        },
        renewed: () => undefined,
      },
    );
    return { provider, asked, sent };
  };

  const usable: readonly [endpoint: string, url: string][] = [
    ["https://api.example.com", "https://api.example.com/v1/me"],
    ["https://api.example.com:8443/secrets/", "https://api.example.com:8443/secrets/v1/me"],
    ["HTTPS://API.example.com/", "https://api.example.com/v1/me"],
    ["https://api.example.com/secrets/?", "https://api.example.com/secrets/v1/me"],
    ["https://api.example.com/#", "https://api.example.com/v1/me"],
    ["http://localhost:3000", "http://localhost:3000/v1/me"],
    ["http://127.1.2.3:3000", "http://127.1.2.3:3000/v1/me"],
    ["http://[::1]:3000", "http://[::1]:3000/v1/me"],
  ];
  for (const [endpoint, url] of usable) {
    it(`is used as ${url} for ${endpoint}, with the credential of that account alone`, async () => {
      const { provider, asked, sent } = open(endpoint);
      assert.equal(provider.kind, "ok");
      assert.equal((await provider.value.whoAmI(new AbortController().signal)).kind, "ok");
      assert.deepEqual([sent, asked], [[url], [endpoint]]);
    });
  }

  const elsewhere: readonly [provider: "azureKeyVault" | "googleSecretManager", endpoint: string, usable: boolean][] = [
    ["azureKeyVault", "https://shop.vault.azure.net", true],
    ["azureKeyVault", "https://shop.vault.azure.net.example.com", false],
    ["azureKeyVault", "https://evilvault.azure.net", false],
    ["azureKeyVault", "http://127.0.0.1:8200", true],
    ["googleSecretManager", "https://secretmanager.europe-west3.rep.googleapis.com", true],
    ["googleSecretManager", "https://googleapis.example.com", false],
  ];
  for (const [provider, endpoint, usable] of elsewhere) {
    it(`is ${usable ? "one" : "none"} that ${provider} lends its credentials to when it is ${endpoint}`, () => {
      const opened = open(endpoint, provider).provider;
      const refused = opened.kind === "failed" && opened.failure.message.includes("sent nowhere else");
      assert.equal(refused, !usable);
    });
  }

  const unusable = [
    "http://api.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://0.0.0.0:80",
    "http://[::2]",
    "ftp://localhost",
    "file:///etc/passwd",
    "https://user:hunter2@api.example.com",
    "https://api.example.com?token=x",
    "https://api.example.com/#x",
    "api.example.com",
    "",
  ];
  for (const endpoint of unusable) {
    it(`is refused when it is ${JSON.stringify(endpoint)}, before anything is sent`, () => {
      const { provider, asked, sent } = open(endpoint);
      assert.equal(provider.kind, "failed");
      assert.deepEqual([provider.failure.kind, provider.failure.field], ["invalid", "endpoint"]);
      assert.doesNotMatch(provider.failure.message, /hunter2|token=/);
      assert.deepEqual([sent, asked], [[], []]);
    });
  }
});
