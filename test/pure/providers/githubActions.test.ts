import assert from "node:assert/strict";
import sodium from "libsodium-wrappers";
import { createProvider } from "../../../server/providers/index";
import type { NewSecret, Provider } from "../../../server/providers/provider";
import { sealedBox } from "../../../server/providers/sealedBox";
import type { Credential } from "../../../shared/account";
import type { Target } from "../../../shared/secret";
import type { GithubServer } from "../../fakes/githubServer";
import { startGithub } from "../../fakes/githubServer";
import { expectDone, expectFailure, expectOk, listAll, signal } from "../../conformance/contract/opened";

describe("sealed boxes", () => {
  before(async () => {
    await sodium.ready;
  });

  it("are opened by libsodium", () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    for (const text of ["", "a", "ö€😀", "x".repeat(49_152)]) {
      const box = sealedBox(text, publicKey);
      assert.equal(Buffer.from(sodium.crypto_box_seal_open(box, publicKey, privateKey)).toString(), text);
    }
  });

  it("are never the same twice, and are not sealed with a key that gives the secret away", () => {
    const { publicKey } = sodium.crypto_box_keypair();
    assert.notDeepEqual(sealedBox("same", publicKey), sealedBox("same", publicKey));
    assert.throws(() => sealedBox("text", new Uint8Array(32)));
  });
});

describe("GitHub Actions", () => {
  let github: GithubServer;
  let provider: Provider;

  beforeEach(async () => {
    github = await startGithub([
      { name: "DEPLOY_KEY", environments: ["production", "staging"] },
      { name: "SENTRY_TOKEN", environments: ["production"] },
    ]);
    provider = open();
  });
  afterEach(() => github.stop());

  const open = (
    project = github.account.project,
    credential: Credential = github.credential,
    endpoint = github.account.endpoint,
  ): Provider => {
    const created = createProvider(
      { ...github.account, endpoint, ...(project === undefined ? {} : { project }) },
      { fetch, dataDirectory: "", now: () => new Date(), limits: { pause: 1 } },
      { credential: () => Promise.resolve(credential), renewed: () => undefined },
    );
    return expectOk(created);
  };
  const environment = (...ids: readonly string[]): Target => ({ kind: "environments", ids });
  const inRepository: Target = { kind: "default" };
  const secret = (name: string, target: Target, value = "v"): NewSecret => ({
    ...{ name, value, target },
    description: "",
    visibility: "masked",
  });
  const listed = async () =>
    (await listAll(provider)).map(({ name, hasDefault, environments, managed }) =>
      [name, hasDefault && "default", managed && "managed", ...environments].filter((word) => word !== false).join(" "),
    );
  const sent = (method: string) => github.requests.filter((request) => request.method === method);

  it("counts secrets of the repository and the organization everywhere, the latter as managed", async () => {
    github.state.addSecret("NPM_TOKEN");
    github.state.addSecret("SHARED");
    for (const name of ["ORG_TOKEN", "SHARED"])
      github.state.organizationSecrets.push({ ...github.state.newName(name), place: "" });
    assert.deepEqual((await listed()).sort(), [
      "DEPLOY_KEY production",
      "DEPLOY_KEY staging",
      "NPM_TOKEN default",
      "ORG_TOKEN default managed",
      "SENTRY_TOKEN production",
      "SHARED default",
    ]);
  });

  it("tells names after one round trip, and of each environment once", async () => {
    await listAll(provider);
    assert.deepEqual(
      github.requests.map(({ path }) => path.replace("/repos/acme/web", "").replace("?per_page=100&page=1", "")),
      [
        "/environments",
        "/actions/secrets",
        "/actions/organization-secrets",
        "/environments/production/secrets",
        "/environments/staging/secrets",
      ],
    );
    for (const { headers } of github.requests) {
      assert.equal(headers["x-github-api-version"], "2022-11-28");
      assert.equal(headers["user-agent"], "inline-secrets");
    }
  });

  it("reads further pages of environments", async () => {
    for (let index = 0; index < 130; index++) github.state.environments.push(`review/${index}`);
    assert.equal(expectOk(await provider.listEnvironments(signal)).length, 132);
    github.state.addSecret("LATE", "review/129");
    assert.ok((await listed()).includes("LATE review/129"));
  });

  it("is incomplete where an environment or the organization may not be seen, and shows the rest", async () => {
    const cases = [
      {
        hide: () => github.state.hiddenEnvironments.add("staging"),
        says: /may not read names in staging.*Environments: read/,
      },
      { hide: () => (github.state.hasOrganizationRoute = false), says: /has no repository acme\/web/ },
    ];
    for (const { hide, says } of cases) {
      hide();
      const first = expectOk(await provider.listSecrets(undefined, signal));
      const second = expectOk(await provider.listSecrets(first.nextCursor, signal));
      assert.deepEqual(
        second.secrets.filter(({ environments }) => environments.includes("production")).map(({ name }) => name),
        ["DEPLOY_KEY", "SENTRY_TOKEN"],
      );
      assert.ok(second.nextCursor !== undefined);
      assert.match(
        expectFailure(await provider.listSecrets(second.nextCursor, signal), "forbidden", "notFound").message,
        says,
      );
      github.state.hiddenEnvironments.clear();
    }
  });

  it("seals a value for the place it goes to, and nobody else can read it", async () => {
    await sodium.ready;
    expectDone(await provider.createSecret(secret("new_key", environment("staging"), "très secret"), signal));
    expectDone(await provider.createSecret(secret("new_key", inRepository, "other"), signal));
    const bodies = sent("PUT").map(({ body }) => JSON.parse(body) as { encrypted_value: string; key_id: string });
    const opened = bodies.map(({ encrypted_value, key_id }, index) => {
      const key = github.state.keyOf(["staging", ""][index] ?? "");
      assert.equal(key_id, key.id);
      const box = Buffer.from(encrypted_value, "base64");
      return Buffer.from(sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey)).toString();
    });
    assert.deepEqual(opened, ["très secret", "other"]);
  });

  it("stores names in capitals, and says so", async () => {
    const created = expectDone(await provider.createSecret(secret("npm_token", inRepository), signal));
    assert.deepEqual([created.name, created.hasDefault, created.environments], ["NPM_TOKEN", true, []]);
    expectFailure(await provider.createSecret(secret("Npm_Token", inRepository), signal), "alreadyExists");
    const { namePattern } = provider.capabilities;
    const names = ["npm_token", "_A1", "1A", "GITHUB_X", "github_x", "A-B", "A B", ""];
    assert.deepEqual(
      names.map((name) => namePattern.test(name)),
      [true, true, ...names.slice(2).map(() => false)],
    );
  });

  it("adds a value of an environment beside the repository's, and takes it away again", async () => {
    expectDone(await provider.createSecret(secret("TOKEN", inRepository), signal));
    const both = expectDone(await provider.createSecret(secret("TOKEN", environment("staging")), signal));
    assert.deepEqual([both.hasDefault, both.environments], [true, ["staging"]]);
    expectDone(await provider.deleteSecret({ name: "TOKEN", etag: "", environment: "staging" }, signal));
    assert.ok((await listed()).includes("TOKEN default"));
  });

  it("does not overwrite, and says where a name is already", async () => {
    const failure = expectFailure(
      await provider.createSecret(secret("DEPLOY_KEY", environment("staging", "production")), signal),
      "alreadyExists",
    );
    assert.match(failure.message, /has DEPLOY_KEY already in staging\.$/);
    assert.deepEqual(sent("PUT"), []);
  });

  it("says what is done where a later environment refuses", async () => {
    const result = await provider.updateSecret(
      { name: "SENTRY_TOKEN", etag: "", value: { text: "v", target: environment("production", "moon") } },
      signal,
    );
    assert.match(
      expectFailure(result, "notFound").message,
      /environment moon in acme\/web, or this token may not see it\. It is done in production\.$/,
    );
  });

  it("says where a name is deleted already, where it may not be deleted in all places", async () => {
    Object.assign(github.faults, {
      fault: { kind: "answer", status: 403, body: { message: "Resource not accessible" } },
      times: Infinity,
      isMeant: ({ method, url }: Request) => method === "DELETE" && url.includes("/staging/"),
    });
    const failure = expectFailure(await provider.deleteSecret({ name: "DEPLOY_KEY", etag: "" }, signal), "forbidden");
    assert.match(failure.message, / It is done in production\.$/);
    assert.equal(failure.partly, true);
  });

  it("neither deletes nor counts as gone what belongs to the organization", async () => {
    github.state.organizationSecrets.push({ ...github.state.newName("ORG_TOKEN"), place: "" });
    const failure = expectFailure(await provider.deleteSecret({ name: "ORG_TOKEN", etag: "" }, signal), "forbidden");
    assert.match(failure.message, /belongs to the organization/);
    assert.deepEqual(sent("DELETE"), []);
  });

  it("takes a limit for a limit, and waits for the time that it is told", async () => {
    github.state.remaining = 0;
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "rateLimited");
    assert.ok(Math.abs((failure.retryAfterSeconds ?? 0) - 60) <= 2, String(failure.retryAfterSeconds));
  });

  it("waits for a minute where GitHub asks for a pause and does not say how long", async () => {
    const message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    const reset = String(Math.floor(Date.now() / 1000) + 3000);
    Object.assign(github.faults, {
      fault: {
        kind: "answer",
        status: 403,
        body: { message },
        headers: { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": reset },
      },
      times: Infinity,
    });
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "rateLimited");
    assert.equal(failure.retryAfterSeconds, 60);
  });

  it("waits until the time that GitHub means, even if the clock here is an hour ahead", async () => {
    const date = new Date(Date.now() - 3_600_000);
    Object.assign(github.faults, {
      fault: {
        kind: "answer",
        status: 403,
        body: { message: "API rate limit exceeded" },
        headers: {
          date: date.toUTCString(),
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Math.floor(date.getTime() / 1000) + 60),
        },
      },
      times: Infinity,
    });
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "rateLimited");
    assert.equal(failure.retryAfterSeconds, 60);
    // The first two, asked side by side: neither is asked again at once.
    assert.ok(github.requests.length <= 3, String(github.requests.length));
  });

  it("says that a repository has another name by now, rather than that the address is wrong", async () => {
    provider = open(github.account.project, github.credential, `${github.account.endpoint}/api/v3`);
    Object.assign(github.faults, {
      fault: { kind: "redirect", status: 301, to: "https://api.github.com/repositories/1" },
      times: Infinity,
    });
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "refusedRedirect");
    assert.match(failure.message, / has renamed or transferred acme\/web\. Connect to it under its new name\.$/);
  });

  it("says what single sign-on wants", async () => {
    const message =
      "Resource protected by organization SAML enforcement. You must grant your token access to this organization.";
    Object.assign(github.faults, { fault: { kind: "answer", status: 403, body: { message } }, times: Infinity });
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
    assert.match(failure.message, /asks for single sign-on: authorize this token/);
  });

  it("says that the organization lets nobody in from here", async () => {
    const message =
      "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.";
    Object.assign(github.faults, { fault: { kind: "answer", status: 403, body: { message } }, times: Infinity });
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
    assert.match(
      failure.message,
      /the organization lets in some addresses of the network only, and this machine has none/,
    );
  });

  it("offers repositories that can be written to, in the order of GitHub, over all pages", async () => {
    const { others, readOnly, archived } = github.state;
    for (let index = 0; index < 120; index++) others.push(`acme/r${index}`);
    readOnly.add("acme/r3");
    archived.add("acme/r4");
    const projects = expectOk((await provider.listProjects?.(signal)) ?? assert.fail());
    assert.equal(projects.length, 120);
    assert.deepEqual(
      projects.slice(0, 5).map(({ id }) => id),
      ["acme/api", "acme/r0", "acme/r1", "acme/r2", "acme/r5"],
    );
    assert.match(sent("GET")[0]?.path ?? "", /sort=pushed/);
  });

  it("knows whose token it is, before and after a repository is chosen, and that an app is nobody", async () => {
    const who = async (asked: Provider) => expectOk(await asked.whoAmI(signal));
    assert.deepEqual(await who(provider), { name: "octocat", project: "acme/web", canWrite: true });
    github.allow("read");
    assert.equal((await who(provider)).canWrite, false);
    github.state.isApp = true;
    assert.match((await who(provider)).name, /^an app of /);
  });

  it("is the same on an Enterprise Server, whose API is below a path", async () => {
    const server = { ...github.account, endpoint: `${github.account.endpoint}/api/v3` };
    provider = open(server.project, github.credential, server.endpoint);
    assert.equal((await listed()).length, 3);
    expectDone(await provider.createSecret(secret("NEW", inRepository), signal));
    assert.ok(github.requests.every(({ path }) => path.startsWith("/api/v3/repos/acme/web/")));
  });

  it("takes no repository that is none, and asks nothing of GitHub then", async () => {
    for (const project of ["acme", "acme/web/x", "acme/..", "acme/we b", "acme web/x"]) {
      const failure = expectFailure(await open(project).listSecrets(undefined, signal), "invalid");
      assert.match(failure.message, /Write it as owner\/name\.$/);
    }
    assert.deepEqual(github.requests, []);
  });
});
