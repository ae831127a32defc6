import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGoogleAuthorization } from "../../../server/providers/googleCredentials";

const { signal } = new AbortController();
const user = {
  type: "authorized_user",
  client_id: "id.apps.googleusercontent.com",
  client_secret: "secret-of-the-client",
  refresh_token: "1//refresh-of-the-user",
};

describe("the application default credentials of a machine", () => {
  let home: string;
  let variables: Record<string, string>;
  let asked: { readonly url: string; readonly form: Record<string, string> }[];
  let status: number;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "inline-secrets-google-"));
    variables = {};
    asked = [];
    status = 200;
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  function write(path: string, content: unknown): string {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
    return join(home, path);
  }

  function authorization(profile = "") {
    return createGoogleAuthorization({
      credential: () => Promise.resolve({ kind: "machine", profile }),
      machine: { variables, home },
      now: () => new Date(),
      limits: { retries: 0 },
      fetch: (input, init) => {
        const form = Object.fromEntries(new URLSearchParams(init?.body as string));
        asked.push({ url: input as string, form });
        const body =
          status === 200 ? { access_token: `token-${asked.length}`, expires_in: 3599 } : { error: "invalid_grant" };
        return Promise.resolve(Response.json(body, { status }));
      },
    });
  }

  /** The headers that let a request in, or why there are none. */
  async function headers(way = authorization()): Promise<Readonly<Record<string, string>> | string> {
    const result = await way.headersFor({ method: "GET", url: "https://x.test", headers: {}, body: "" }, signal);
    if (result.kind === "failed") return result.failure.message;
    return result.kind === "ok" ? result.headers : result.kind;
  }

  async function refusal(way = authorization()): Promise<string> {
    const given = await headers(way);
    assert.equal(typeof given, "string");
    return given as string;
  }

  it("are those that gcloud left in its usual place, exchanged once while they last", async () => {
    write(".config/gcloud/application_default_credentials.json", user);
    const way = authorization();
    assert.deepEqual(await headers(way), { authorization: "Bearer token-1" });
    assert.deepEqual(await headers(way), { authorization: "Bearer token-1" });
    const { client_id, client_secret, refresh_token } = user;
    const form = { grant_type: "refresh_token", client_id, client_secret, refresh_token };
    assert.deepEqual(asked, [{ url: "https://oauth2.googleapis.com/token", form }]);
    assert.equal(way.name(), "your Google account");
  });

  it("say which project requests are counted under", async () => {
    write(".config/gcloud/application_default_credentials.json", { ...user, quota_project_id: "billed" });
    assert.deepEqual(await headers(), { authorization: "Bearer token-1", "x-goog-user-project": "billed" });
  });

  it("are looked for where the variables say, and first of all at the path that was given", async () => {
    const named = write("named.json", { ...user, refresh_token: "named" });
    write("gcloud/application_default_credentials.json", { ...user, refresh_token: "folder" });
    const given = write("given.json", { ...user, refresh_token: "given" });
    variables = { CLOUDSDK_CONFIG: join(home, "gcloud") };
    await headers();
    variables = { ...variables, GOOGLE_APPLICATION_CREDENTIALS: named };
    await headers();
    await headers(authorization(given));
    await headers(authorization("~/given.json"));
    assert.deepEqual(
      asked.map(({ form }) => form["refresh_token"]),
      ["folder", "named", "given", "given"],
    );
  });

  it("are found on Windows, too", async () => {
    write("AppData/gcloud/application_default_credentials.json", user);
    variables = { APPDATA: join(home, "AppData"), CLOUDSDK_CONFIG: "", GOOGLE_APPLICATION_CREDENTIALS: "" };
    assert.deepEqual(await headers(), { authorization: "Bearer token-1" });
  });

  it("say how to sign in when there are none, or when they are over", async () => {
    assert.match(await refusal(), /Run `gcloud auth application-default login`/);
    assert.match(await refusal(authorization("/nowhere.json")), /no credentials at \/nowhere\.json/);
    write(".config/gcloud/application_default_credentials.json", user);
    status = 400;
    const message = await refusal();
    assert.match(message, /has ended\. Run `gcloud auth application-default login`/);
    assert.doesNotMatch(message, /secret-of|1\/\//);
  });

  const refusals: Readonly<Record<string, readonly [content: unknown, sentence: RegExp]>> = {
    "no JSON": ["-----BEGIN", /holds no credentials of Google/],
    "another type": [{ type: "external_account" }, /type external_account are not supported yet/],
    "no type": [{}, /type that this file has are not supported yet/],
    "no key": [{ type: "service_account", client_email: "a@b" }, /key of the service account cannot be read/],
    "a broken key": [{ type: "service_account", private_key: "-----BEGIN canary" }, /cannot be read/],
    "a token_uri that is not safe": [
      { type: "service_account", private_key: "x", token_uri: "http://evil.example" },
      /has to be an address with https/,
    ],
  };
  for (const [what, [content, sentence]] of Object.entries(refusals))
    it(`say in words that this does not work: ${what}`, async () => {
      const message = await refusal(authorization(write("file.json", content)));
      assert.match(message, sentence);
      assert.doesNotMatch(message, /canary/);
      assert.deepEqual(asked, []);
    });
});
