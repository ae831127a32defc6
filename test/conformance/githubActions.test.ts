import assert from "node:assert/strict";
import { Octokit } from "@octokit/core";
import sodium from "libsodium-wrappers";
import { createProvider } from "../../server/providers/index";
import type { Provider } from "../../server/providers/provider";
import type { GithubServer } from "../fakes/githubServer";
import { startGithub } from "../fakes/githubServer";
import { expectDone, expectFailure, expectOk, listAll, signal } from "./contract/opened";
import type { ValidatingProxy } from "./githubOpenApi";
import { createValidatingProxy, editions } from "./githubOpenApi";

/** Octokit tells on the console what it is refused. */
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const seed = [
  { name: "DEPLOY_KEY", environments: ["production", "staging"] },
  ...Array.from({ length: 120 }, (_, index) => ({ name: `N${index}`, environments: ["staging"] })),
];

for (const edition of editions)
  describe(`GitHub's own description of its API, for ${edition}`, () => {
    let github: GithubServer;
    let proxy: ValidatingProxy;
    let provider: Provider;

    before(async () => {
      github = await startGithub(seed);
      github.state.environments.push("review/1");
      github.state.addSecret("NPM_TOKEN");
      github.state.organizationSecrets.push({ ...github.state.newName("ORG_TOKEN"), place: "" });
      proxy = await createValidatingProxy(edition, github.account.endpoint);
      provider = expectOk(
        createProvider(
          github.account,
          { fetch: proxy.fetch, dataDirectory: "", now: () => new Date() },
          { credential: () => Promise.resolve(github.credential), renewed: () => undefined },
        ),
      );
    });
    after(() => github.stop());

    it("fits all that we ask, and all that the fake answers", async () => {
      assert.equal(expectOk(await provider.whoAmI(signal)).name, "octocat");
      assert.equal(expectOk((await provider.listProjects?.(signal)) ?? assert.fail()).length, 2);
      assert.equal(expectOk(await provider.listEnvironments(signal)).length, 3);
      assert.equal((await listAll(provider)).length, 124);
      for (const target of [{ kind: "default" }, { kind: "environments", ids: ["review/1"] }] as const) {
        const fresh = { name: "new_key", value: "très secret", description: "", visibility: "masked" } as const;
        expectDone(await provider.createSecret({ ...fresh, target }, signal));
        expectDone(await provider.updateSecret({ name: "NEW_KEY", etag: "", value: { text: "v", target } }, signal));
        expectFailure(await provider.createSecret({ ...fresh, target }, signal), "alreadyExists");
      }
      expectDone(await provider.deleteSecret({ name: "NEW_KEY", etag: "" }, signal));
      // That a name is not there is left out of the description, as if every name were.
      assert.deepEqual(proxy.violations.splice(0), [absent("actions"), absent("environments/review/1")]);
      assert.deepEqual([...proxy.asked].sort(), [...asked].sort());
    });

    it("tells when either does not fit", async () => {
      const secret = "https://api.github.com/repos/acme/web/actions/secrets";
      const headers = { authorization: "Bearer ghp_tokenOfTheTests", "content-type": "application/json" };
      const body = JSON.stringify({ encrypted_value: "no base64", key_id: 7 });
      assert.equal((await proxy.fetch(`${secret}/A`, { method: "PUT", headers, body })).status, 422);
      assert.match(proxy.violations.splice(0).join("\n"), /input body\.encrypted_value: .*\n.*input body\.key_id: /);
      const withoutTimes = () => ({ total_count: 1, secrets: [{ name: "A" }] });
      Object.assign(github.faults, { fault: { kind: "change", change: withoutTimes }, times: 1 });
      await proxy.fetch(secret, { headers });
      assert.match(proxy.violations.splice(0).join("\n"), /output body\.secrets\.0: .*created_at/);
    });
  });

function absent(place: string): string {
  const path = `/repos/acme/web/${place}/secrets/NEW_KEY`;
  return `GET ${path} 404, output : Unable to match the returned status code with those defined in the document: 200`;
}

const places = ["actions", "environments/review/1"].map((place) => `/repos/acme/web/${place}/secrets`);

/** Everything that the provider ever asks of GitHub. */
const asked = [
  "GET /user",
  "GET /user/repos",
  "GET /repos/acme/web",
  "GET /repos/acme/web/environments",
  "GET /repos/acme/web/actions/organization-secrets",
  ...["production", "staging"].map((name) => `GET /repos/acme/web/environments/${name}/secrets`),
  ...places.flatMap((path) => [`GET ${path}`, `GET ${path}/public-key`]),
  ...places.flatMap((path) => ["GET", "PUT", "DELETE"].map((method) => `${method} ${path}/NEW_KEY`)),
];

describe("GitHub's own client", () => {
  let github: GithubServer;
  let octokit: Octokit;

  beforeEach(async () => {
    github = await startGithub(seed);
    octokit = new Octokit({ baseUrl: github.account.endpoint, auth: github.state.token, log: quiet });
  });
  afterEach(() => github.stop());

  const repository = { owner: "acme", repo: "web" };
  const production = { ...repository, environment_name: "production" };

  it("works with the fake: it lists, seals, stores, replaces and deletes", async () => {
    await sodium.ready;
    const listOf = "GET /repos/{owner}/{repo}/environments/{environment_name}/secrets";
    const page = await octokit.request(listOf, { ...repository, environment_name: "staging", per_page: 100, page: 2 });
    assert.deepEqual([page.data.total_count, page.data.secrets.length], [121, 21]);
    const { data: key } = await octokit.request("GET /repos/{owner}/{repo}/actions/secrets/public-key", repository);
    const sealed = sodium.crypto_box_seal("value", Buffer.from(key.key, "base64"));
    const body = { encrypted_value: Buffer.from(sealed).toString("base64"), key_id: key.key_id };
    const one = { ...repository, secret_name: "fresh" };
    const route = "/repos/{owner}/{repo}/actions/secrets/{secret_name}";
    assert.equal((await octokit.request(`PUT ${route}`, { ...one, ...body })).status, 201);
    assert.equal((await octokit.request(`PUT ${route}`, { ...one, ...body })).status, 204);
    assert.equal((await octokit.request(`GET ${route}`, one)).data.name, "FRESH");
    assert.equal((await octokit.request(`DELETE ${route}`, one)).status, 204);
    await assert.rejects(octokit.request(`GET ${route}`, one), { name: "HttpError", status: 404 });
  });

  it("is refused by the fake as by GitHub", async () => {
    const route = "PUT /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}";
    const wrong = { ...production, encrypted_value: "c2VjcmV0", key_id: "7" };
    await assert.rejects(octokit.request(route, { ...wrong, secret_name: "A" }), { status: 422 });
    await assert.rejects(octokit.request(route, { ...wrong, secret_name: "GITHUB_A" }), { status: 422 });
    github.allow("read");
    await assert.rejects(octokit.request(route, { ...wrong, secret_name: "A" }), { status: 403 });
    github.state.remaining = 0;
    await assert.rejects(octokit.request("GET /user"), { status: 403 });
    github.expire();
    await assert.rejects(octokit.request("GET /user"), { status: 401 });
  });
});
