import assert from "node:assert/strict";
import { SecretClient } from "@azure/keyvault-secrets";
import type { AzureServer } from "../fakes/azureServer";
import { startAzure } from "../fakes/azureServer";

/** Microsoft's own client, pointed at our fake: what it takes for Azure may stand in for Azure in the other tests. */
describe("Microsoft's own client of Key Vault", () => {
  let azure: AzureServer;

  beforeEach(async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `N${index}`, environments: [] }));
    azure = await startAzure([{ name: "DATABASE-URL", environments: [], description: "The database" }, ...many]);
  });
  afterEach(() => azure.stop());

  function connect(): SecretClient {
    const { credential, account } = azure;
    assert.equal(credential.kind, "token");
    const token = { token: credential.token, expiresOnTimestamp: Date.now() + 3_600_000 };
    return new SecretClient(
      account.endpoint,
      { getToken: () => Promise.resolve(token) },
      {
        // A vault on loopback has neither a certificate nor a name below vault.azure.net.
        allowInsecureConnection: true,
        disableChallengeResourceVerification: true,
        retryOptions: { maxRetries: 0 },
      },
    );
  }

  it("lists page by page, and the versions of one", async () => {
    const client = connect();
    const names: string[] = [];
    for await (const page of client.listPropertiesOfSecrets().byPage())
      for (const { name, tags } of page) {
        names.push(name);
        if (name === "DATABASE-URL") assert.equal(tags?.["description"], "The database");
      }
    assert.equal(names.length, 61);
    azure.add("N1", {});
    const versions: (string | undefined)[] = [];
    for await (const { version, createdOn } of client.listPropertiesOfSecretVersions("N1")) {
      versions.push(version);
      assert.ok(createdOn instanceof Date);
    }
    assert.equal(new Set(versions).size, 2);
  });

  it("sets, describes and deletes", async () => {
    const client = connect();
    const set = await client.setSecret("NEW", "v", { tags: { description: "d" }, contentType: "text/plain" });
    assert.equal(set.properties.tags?.["description"], "d");
    await client.updateSecretProperties("NEW", set.properties.version ?? "", { tags: { description: "e" } });
    assert.equal(azure.describe("NEW").at(-1)?.tags["description"], "e");
    const deleting = await client.beginDeleteSecret("NEW");
    assert.ok(deleting.getResult()?.recoveryId);
    await refused(client.setSecret("NEW", "v"), 409, /deleted but recoverable/);
  });

  it("understands every refusal", async () => {
    const client = connect();
    await refused(client.setSecret("N_1", "v"), 400, /name/);
    await refused(client.beginDeleteSecret("NOWHERE"), 404, /not found/);
    azure.allow("read");
    await refused(client.setSecret("N1", "v"), 403, /not authorized/);
    azure.expire();
    await refused(client.setSecret("N1", "v"), 401, /AKV10000/);
  });

  async function refused(sent: Promise<unknown>, status: number, sentence: RegExp): Promise<void> {
    await assert.rejects(sent, (error) => {
      assert.ok(error instanceof Error && "statusCode" in error);
      assert.equal(error.statusCode, status);
      assert.match(error.message, sentence);
      return true;
    });
  }
});
