import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createAwsAuthorization, regionOfHost } from "../../../server/providers/awsCredentials";
import { parseAwsConfiguration } from "../../../server/providers/awsProfiles";
import { signatureHeaders } from "../../../server/providers/awsSignature";
import type { Credential } from "../../../shared/account";
import type { AwsServer } from "../../fakes/awsServer";
import { startAws } from "../../fakes/awsServer";

const { signal } = new AbortController();
const request = { method: "POST", url: "https://secretsmanager.eu-central-1.amazonaws.com/", headers: {}, body: "{}" };

describe("the signature of a request to AWS", () => {
  it("is the one in Amazon's own test suite", () => {
    // "post-vanilla" and "post-vanilla-query" of the Signature Version 4 test suite.
    const keys = {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: "",
    };
    const scope = { keys, region: "us-east-1", service: "service", now: new Date("2015-08-30T12:36:00Z") };
    const signatureOf = (path: string) => {
      const url = `https://example.amazonaws.com${path}`;
      return signatureHeaders({ method: "POST", url, headers: {}, body: "" }, scope)["authorization"]?.slice(-64);
    };
    assert.equal(signatureOf("/"), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    assert.equal(signatureOf("/?Param1=value1"), "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11");
  });

  it("is made for the region in the name of the host", () => {
    const regions: Readonly<Record<string, string | undefined>> = {
      "secretsmanager.eu-central-1.amazonaws.com": "eu-central-1",
      "secretsmanager.cn-north-1.amazonaws.com.cn": "cn-north-1",
      "secretsmanager-fips.us-gov-west-1.amazonaws.com": "us-gov-west-1",
      "secretsmanager.us-east-2.api.aws": "us-east-2",
      "vpce-0a1b-2c3d.secretsmanager.us-west-2.vpce.amazonaws.com": "us-west-2",
      "secretsmanager.eusc-de-east-1.amazonaws.eu": "eusc-de-east-1",
      "secretsmanager.eusc-de-east-1.api.amazonwebservices.eu": "eusc-de-east-1",
      "secretsmanager.cn-north-1.api.amazonwebservices.com.cn": "cn-north-1",
      "localhost:4566": undefined,
    };
    for (const [host, region] of Object.entries(regions)) assert.equal(regionOfHost(host), region, host);
  });
});

describe("the configuration of the AWS command line", () => {
  it("is read as the official clients read it", () => {
    const { profiles, singleSignOns } = parseAwsConfiguration(
      [
        "\uFEFF# a comment",
        "[default]",
        "region = eu-west-1 ; nearest",
        "s3 =",
        "  region = us-east-1",
        "output=json",
        '[profile "with space"]',
        "sso_start_url = https://tests.awsapps.com/start#/",
        "[sso-session tests]",
        "SSO_REGION = eu-central-1",
        "[services other]",
        "[stray]",
        "region = nowhere",
      ].join("\r\n"),
      "[default]\naws_access_key_id = AKIA\nregion = eu-west-2\n[only-here]\naws_access_key_id=x",
    );
    const asObject = (settings: ReadonlyMap<string, string> | undefined) => Object.fromEntries(settings ?? []);
    assert.deepEqual([...profiles.keys()], ["default", "with space", "only-here"]);
    assert.deepEqual(asObject(profiles.get("default")), {
      region: "eu-west-2",
      s3: "",
      output: "json",
      aws_access_key_id: "AKIA",
    });
    assert.equal(profiles.get("with space")?.get("sso_start_url"), "https://tests.awsapps.com/start#/");
    assert.deepEqual(asObject(singleSignOns.get("tests")), { sso_region: "eu-central-1" });
  });
});

describe("the AWS credentials of a machine", () => {
  let aws: AwsServer;
  let home: string;
  let variables: Record<string, string>;
  let asked: string[];
  let onAsked: (host: string) => void;

  beforeEach(async () => {
    aws = await startAws();
    home = mkdtempSync(join(tmpdir(), "inline-secrets-aws-"));
    variables = {};
    asked = [];
    onAsked = () => undefined;
  });
  afterEach(async () => {
    rmSync(home, { recursive: true });
    await aws.stop();
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }

  const cachePath = `.aws/sso/cache/${createHash("sha1").update("tests").digest("hex")}.json`;

  function writeSignOn(expiresAt: string, rest: object = {}): void {
    write(
      ".aws/config",
      [
        "[profile work]",
        "sso_session = tests",
        "sso_account_id = 111122223333",
        "sso_role_name = Developer",
        "[sso-session tests]",
        "sso_region = eu-central-1",
        "sso_start_url = https://tests.awsapps.com/start",
      ].join("\n"),
    );
    write(cachePath, JSON.stringify({ accessToken: aws.signOn.token, expiresAt, ...rest }));
  }

  /** The sign-in's own hosts lead to the fake. */
  function authorization(
    credential: Credential,
    now = () => new Date(),
    host = "secretsmanager.eu-central-1.amazonaws.com",
    at = home,
  ) {
    return createAwsAuthorization({
      credential: () => Promise.resolve(credential),
      machine: { variables, home: at },
      dataDirectory: join(home, "data"),
      host,
      now,
      limits: { retries: 0 },
      fetch: (input, init) => {
        const url = new URL(input);
        asked.push(url.host);
        onAsked(url.host);
        const headers = new Headers(init?.headers);
        headers.set("x-forwarded-host", url.host);
        return fetch(aws.account.endpoint + url.pathname + url.search, { ...init, headers });
      },
    });
  }

  /** The id of the key that signs, or why there is none. */
  async function signedWith(profile: string, way = authorization({ kind: "machine", profile })): Promise<string> {
    const result = await way.headersFor(request, signal);
    if (result.kind === "failed") return result.failure.message;
    if (result.kind !== "ok") return result.kind;
    assert.ok(result.secrets.length >= 2);
    return /Credential=([^/]+)\//.exec(result.headers["authorization"] ?? "")?.[1] ?? "";
  }

  it("are those of the variables, unless a profile is named", async () => {
    write(
      ".aws/credentials",
      "[default]\naws_access_key_id = FILE\naws_secret_access_key = s\n[a b]\naws_access_key_id = AB\naws_secret_access_key = s",
    );
    assert.equal(await signedWith(""), "FILE");
    variables = { AWS_PROFILE: "a b" };
    assert.equal(await signedWith(""), "AB");
    variables = { AWS_ACCESS_KEY_ID: "VARIABLE", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t" };
    assert.equal(await signedWith(""), "VARIABLE");
    assert.equal(await signedWith("default"), "FILE");
  });

  it("are looked for where the variables say", async () => {
    write("elsewhere", "[default]\naws_access_key_id = ELSEWHERE\naws_secret_access_key = s");
    variables = { AWS_SHARED_CREDENTIALS_FILE: join(home, "elsewhere"), AWS_CONFIG_FILE: join(home, "none") };
    assert.equal(await signedWith(""), "ELSEWHERE");
  });

  it("are looked for where they usually are while a variable is empty", async () => {
    write(".aws/credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = s");
    variables = { AWS_PROFILE: "", AWS_CONFIG_FILE: "", AWS_SHARED_CREDENTIALS_FILE: "", AWS_REGION: "" };
    const credential = { kind: "machine", profile: "" } as const;
    const way = authorization(credential, () => new Date(), "localhost:4566");
    assert.equal(await signedWith("", way), "FILE");
    const result = await way.headersFor(request, signal);
    assert.ok(result.kind === "ok");
    assert.match(result.headers["authorization"] ?? "", /\/us-east-1\/secretsmanager\//);
  });

  it("are found without a restart when the user has signed in meanwhile", async () => {
    const way = authorization({ kind: "machine", profile: "" });
    assert.match(await signedWith("", way), /has no AWS credentials/);
    write(".aws/credentials", "[default]\naws_access_key_id = NOW\naws_secret_access_key = s");
    assert.equal(await signedWith("", way), "NOW");
  });

  it("come from the single sign-on, once while they last", async () => {
    writeSignOn(new Date(Date.now() + 600_000).toISOString());
    const way = authorization({ kind: "machine", profile: "work" });
    assert.equal(await signedWith("work", way), "ASIASIGNON");
    assert.equal(await signedWith("work", way), "ASIASIGNON");
    assert.deepEqual(asked, ["portal.sso.eu-central-1.amazonaws.com"]);
    assert.equal(aws.requests[0]?.path, "/federation/credentials?role_name=Developer&account_id=111122223333");
    assert.equal(await way.renew?.([]), false);
  });

  it("come from a renewed token of the single sign-on, which the command line finds again", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00UTC", { ...client, refreshToken: aws.signOn.refreshToken, region: "eu-central-1" });
    assert.equal(await signedWith("work"), "ASIASIGNON");
    assert.deepEqual(asked, ["oidc.eu-central-1.amazonaws.com", "portal.sso.eu-central-1.amazonaws.com"]);
    const kept = JSON.parse(readFileSync(join(home, cachePath), "utf8")) as Record<string, string>;
    assert.deepEqual([kept["accessToken"], kept["refreshToken"]], ["token-renewed", "refresh-renewed"]);
    assert.deepEqual([kept["region"], kept["clientId"]], ["eu-central-1", "id"]);
    assert.ok(Date.parse(kept["expiresAt"] ?? "") > Date.now());
  });

  it("are exchanged once for all who wait, at the beginning as well as after their end", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00Z", { ...client, refreshToken: aws.signOn.refreshToken });
    let later = 0;
    const way = authorization({ kind: "machine", profile: "work" }, () => new Date(Date.now() + later));
    const allAtOnce = () => Promise.all([1, 2, 3].map(() => signedWith("work", way)));
    assert.deepEqual(await allAtOnce(), ["ASIASIGNON", "ASIASIGNON", "ASIASIGNON"]);
    assert.deepEqual(asked, ["oidc.eu-central-1.amazonaws.com", "portal.sso.eu-central-1.amazonaws.com"]);
    later = 12 * 3_600_000;
    asked.length = 0;
    await allAtOnce();
    assert.equal(asked.filter((host) => host.startsWith("oidc.")).length, 1);
  });

  it("are had by the accounts of several regions with one renewed token, which lies in the cache as a whole", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00Z", { ...client, refreshToken: aws.signOn.refreshToken });
    const ways = [1, 2, 3].map(() => authorization({ kind: "machine", profile: "work" }));
    const keys = await Promise.all(ways.map((way) => signedWith("work", way)));
    assert.deepEqual(keys, ["ASIASIGNON", "ASIASIGNON", "ASIASIGNON"]);
    assert.equal(asked.filter((host) => host.startsWith("oidc.")).length, 1);
    const kept = JSON.parse(readFileSync(join(home, cachePath), "utf8")) as Record<string, string>;
    assert.equal(kept["refreshToken"], "refresh-renewed");
  });

  it("come from the token that another window has renewed meanwhile", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00Z", { ...client, accessToken: "old", refreshToken: "used up" });
    onAsked = (host) => {
      if (host.startsWith("oidc.")) writeSignOn("2999-01-01T00:00:00Z", client);
    };
    assert.equal(await signedWith("work"), "ASIASIGNON");
  });

  it("come from the token that another window is about to keep", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00Z", { ...client, accessToken: "old", refreshToken: "used up" });
    onAsked = (host) => {
      const keep = (): void => {
        writeSignOn("2999-01-01T00:00:00Z", client);
      };
      if (host.startsWith("oidc.")) setTimeout(keep, 100);
    };
    assert.equal(await signedWith("work"), "ASIASIGNON");
  });

  it("are had by several windows with one renewed token, though they ask for it at once", async () => {
    const client = { clientId: "id", clientSecret: "secret", registrationExpiresAt: "2999-01-01T00:00:00Z" };
    writeSignOn("2020-01-01T00:00:00Z", { ...client, refreshToken: aws.signOn.refreshToken });
    // Within one window it is asked for once by the name of the file, so that another spelling makes another window.
    const homes = [home, `${home}/.`];
    const results = await Promise.all(
      homes.map((each) =>
        signedWith("work", authorization({ kind: "machine", profile: "work" }, undefined, undefined, each)),
      ),
    );
    assert.deepEqual(results, ["ASIASIGNON", "ASIASIGNON"]);
    assert.equal(asked.filter((host) => host.startsWith("oidc.")).length, 1);
  });

  it("say how to sign in again when the single sign-on has ended", async () => {
    writeSignOn("2020-01-01T00:00:00Z");
    assert.match(await signedWith("work"), /has ended\. Run `aws sso login --profile work`/);
    writeSignOn("2999-01-01T00:00:00Z");
    aws.signOn.token = "another";
    assert.match(await signedWith("work"), /has ended\. Run `aws sso login --profile work`/);
  });

  it("say that a role was not given to somebody who is signed in", async () => {
    writeSignOn("2999-01-01T00:00:00Z");
    write(".aws/config", readFileSync(join(home, ".aws/config"), "utf8").replace("Developer", "Owner"));
    const result = await authorization({ kind: "machine", profile: "work" }).headersFor(request, signal);
    assert.ok(result.kind === "failed");
    assert.equal(result.failure.kind, "forbidden");
    assert.match(
      result.failure.message,
      /does not give the AWS profile work the role Owner in the account 111122223333/,
    );
  });

  it("never go to a host that is not Amazon's, whatever the configuration says", async () => {
    writeSignOn("2999-01-01T00:00:00Z");
    const config = readFileSync(join(home, ".aws/config"), "utf8");
    write(".aws/config", config.replace("eu-central-1", "evil.example/#"));
    assert.match(await signedWith("work"), /names no region/);
    assert.deepEqual(asked, []);
  });

  it("are those of a role that another profile may take on", async () => {
    write(
      ".aws/config",
      "[profile deploy]\nrole_arn = arn:aws:iam::111122223333:role/deployer\nsource_profile = keys\nregion = eu-west-1\nexternal_id = e1",
    );
    const { credential } = aws;
    assert.equal(credential.kind, "client");
    write(
      ".aws/credentials",
      `[keys]\naws_access_key_id = ${credential.clientId}\naws_secret_access_key = ${credential.clientSecret}`,
    );
    assert.equal(await signedWith("deploy"), "ASIAROLE");
    assert.deepEqual(asked, ["sts.eu-west-1.amazonaws.com"]);
    assert.match(aws.requests[0]?.body ?? "", /ExternalId=e1/);
  });

  const role = "role_arn = arn:aws:iam::111122223333:role/deployer";

  it("are exchanged where the region is: each partition of AWS has a domain of its own", async () => {
    const hosts: Readonly<Record<string, string>> = {
      "eu-west-1": "sts.eu-west-1.amazonaws.com",
      "cn-north-1": "sts.cn-north-1.amazonaws.com.cn",
      "eusc-de-east-1": "sts.eusc-de-east-1.amazonaws.eu",
    };
    for (const [region, host] of Object.entries(hosts)) {
      write(".aws/credentials", "[keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s");
      write(".aws/config", `[profile deploy]\n${role}\nsource_profile = keys\nregion = ${region}`);
      await signedWith("deploy");
      assert.equal(asked.at(-1), host);
    }
  });
  const refusals: Readonly<Record<string, readonly [profile: string, sentence: RegExp]>> = {
    "a profile that is not there": ["[profile other]", /has no profile work/],
    "a profile without anything": ["[profile work]\nregion = eu-west-1", /holds no credentials/],
    credential_process: [
      "[profile work]\ncredential_process = /bin/x",
      /uses credential_process, which is not supported/,
    ],
    "a web identity": ["[profile work]\nweb_identity_token_file = /x", /uses web_identity_token_file/],
    "a sign-in of aws login": ["[profile work]\nlogin_session = arn:…", /`aws login`, which is not supported/],
    "a device with codes": [`[profile work]\n${role}\nmfa_serial = m`, /code of a device/],
    "the role of a machine": [
      `[profile work]\n${role}\ncredential_source = Ec2InstanceMetadata`,
      /Ec2InstanceMetadata/,
    ],
    "profiles in a circle": [
      `[profile work]\n${role}\nsource_profile = b\n[profile b]\n${role}\nsource_profile = work`,
      /work, b, work lead to each other/,
    ],
    "a sign-on that is not described": ["[profile work]\nsso_session = x", /names a single sign-on/],
    "a role that may not be taken on": [
      `[profile work]\n${role}-of-others\nsource_profile = work\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`,
      /does not let the AWS profile work take on its role/,
    ],
  };
  for (const [what, [config, sentence]] of Object.entries(refusals))
    it(`say in words that this does not work: ${what}`, async () => {
      write(".aws/config", config);
      const message = await signedWith("work");
      assert.match(message, sentence);
      assert.doesNotMatch(message, /wJalrX|AKIAI/);
    });
});
