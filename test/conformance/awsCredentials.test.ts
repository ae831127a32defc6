import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { AwsServer } from "../fakes/awsServer";
import { startAws } from "../fakes/awsServer";

const cachePath = `.aws/sso/cache/${createHash("sha1").update("tests").digest("hex")}.json`;

/**
 * Amazon's own client with the files and services that our tests of profiles use: what it can sign in with there is what a
 * machine with the AWS command line would have.
 */
describe("Amazon's own client with the profiles of a machine", () => {
  let aws: AwsServer;
  let home: string;
  const before = { ...process.env };

  beforeEach(async () => {
    aws = await startAws([{ name: "DATABASE_URL", environments: ["prod"] }]);
    home = mkdtempSync(join(tmpdir(), "inline-secrets-aws-"));
    const { endpoint } = aws.account;
    Object.assign(process.env, {
      AWS_CONFIG_FILE: join(home, ".aws/config"),
      AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws/credentials"),
      AWS_ENDPOINT_URL_SSO: endpoint,
      AWS_ENDPOINT_URL_SSO_OIDC: endpoint,
      AWS_ENDPOINT_URL_STS: endpoint,
      HOME: home,
    });
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    rmSync(home, { recursive: true });
    await aws.stop();
  });

  function write(path: string, lines: readonly string[]): void {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), lines.join("\n"));
  }

  async function namesWith(profile: string): Promise<readonly (string | undefined)[]> {
    const client = new SecretsManagerClient({ profile, region: "eu-central-1", endpoint: aws.account.endpoint });
    const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
    client.destroy();
    return SecretList.map(({ Name }) => Name);
  }

  it("signs in by the single sign-on that is kept for the command line", async () => {
    writeSignOn("2999-01-01T00:00:00Z");
    assert.deepEqual(await namesWith("work"), ["prod/DATABASE_URL"]);
    assert.deepEqual(aws.requests[0]?.path.split("?")[0], "/federation/credentials");
  });

  it("renews it, and keeps the renewed one in the same place and the same fields", async () => {
    writeSignOn("2020-01-01T00:00:00Z");
    assert.deepEqual(await namesWith("work"), ["prod/DATABASE_URL"]);
    const kept = JSON.parse(readFileSync(join(home, cachePath), "utf8")) as Record<string, string>;
    assert.deepEqual([kept["accessToken"], kept["refreshToken"]], ["token-renewed", "refresh-renewed"]);
  });

  it("takes on a role with the keys of another profile", async () => {
    const { credential } = aws;
    assert.equal(credential.kind, "client");
    write(".aws/config", [
      "[profile deploy]",
      "role_arn = arn:aws:iam::111122223333:role/deployer",
      "source_profile = keys",
      "region = eu-central-1",
    ]);
    write(".aws/credentials", [
      "[keys]",
      `aws_access_key_id = ${credential.clientId}`,
      `aws_secret_access_key = ${credential.clientSecret}`,
    ]);
    assert.deepEqual(await namesWith("deploy"), ["prod/DATABASE_URL"]);
    assert.match(aws.requests[0]?.body ?? "", /Action=AssumeRole/);
  });

  function writeSignOn(expiresAt: string): void {
    write(".aws/config", [
      "[profile work]",
      "sso_session = tests",
      "sso_account_id = 111122223333",
      "sso_role_name = Developer",
      "[sso-session tests]",
      "sso_region = eu-central-1",
      "sso_start_url = https://tests.awsapps.com/start",
    ]);
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    const tokens = { accessToken: aws.signOn.token, refreshToken: aws.signOn.refreshToken, expiresAt };
    write(cachePath, [JSON.stringify({ ...client, ...tokens, region: "eu-central-1" })]);
  }
});
