import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  paginateListSecrets,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import type { AwsServer } from "../fakes/awsServer";
import { startAws } from "../fakes/awsServer";

/** Amazon's own client, pointed at our fake: what it takes for AWS may stand in for AWS in the other tests. */
describe("Amazon's own client of Secrets Manager", () => {
  let aws: AwsServer;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ name: `N${index}`, environments: ["prod"] }));
    aws = await startAws([
      { name: "DATABASE_URL", environments: ["prod", "dev"], description: "The database" },
      ...many,
    ]);
    const { credential } = aws;
    assert.equal(credential.kind, "client");
    client = new SecretsManagerClient({
      endpoint: aws.account.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: credential.clientId, secretAccessKey: credential.clientSecret },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  it("lists page by page, with a filter, in the fields that it knows", async () => {
    const names: (string | undefined)[] = [];
    for await (const page of paginateListSecrets({ client }, { MaxResults: 100 }))
      names.push(...(page.SecretList ?? []).map(({ Name }) => Name));
    assert.equal(names.length, 122);
    for await (const { SecretList } of paginateListSecrets(
      { client },
      { Filters: [{ Key: "name", Values: ["dev/"] }] },
    )) {
      assert.equal(SecretList?.[0]?.Description, "The database");
      assert.ok(SecretList[0].CreatedDate instanceof Date);
    }
  });

  it("creates, changes, deletes and restores", async () => {
    const SecretId = "prod/NEW";
    const created = await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "v", Description: "d" }));
    assert.equal(created.Name, SecretId);
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: "w" }));
    await client.send(new UpdateSecretCommand({ SecretId, Description: "e" }));
    assert.equal(aws.describe(SecretId)?.description, "e");
    const deleted = await client.send(new DeleteSecretCommand({ SecretId }));
    assert.ok(deleted.DeletionDate instanceof Date);
    await refused(
      client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "v" })),
      "InvalidRequestException",
    );
    await client.send(new RestoreSecretCommand({ SecretId }));
    await refused(
      client.send(new CreateSecretCommand({ Name: SecretId, SecretString: "v" })),
      "ResourceExistsException",
    );
  });

  it("understands every refusal", async () => {
    await refused(client.send(new DeleteSecretCommand({ SecretId: "prod/NOWHERE" })), "ResourceNotFoundException");
    aws.allow("read");
    await refused(client.send(new DeleteSecretCommand({ SecretId: "prod/N1" })), "AccessDeniedException");
    aws.expire();
    await refused(client.send(new DeleteSecretCommand({ SecretId: "prod/N1" })), "UnrecognizedClientException");
  });

  it("is not let in with another key", async () => {
    aws.keys.set("AKIAIOSFODNN7EXAMPLE", { secret: "another", token: "" });
    await refused(client.send(new DeleteSecretCommand({ SecretId: "prod/N1" })), "InvalidSignatureException");
  });

  async function refused(sent: Promise<unknown>, name: string): Promise<void> {
    await assert.rejects(sent, (error) => {
      assert.ok(error instanceof SecretsManagerServiceException);
      assert.equal(error.name, name);
      assert.notEqual(error.message, "");
      return true;
    });
  }
});
