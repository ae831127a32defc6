import assert from "node:assert/strict";
import { auth, secretmanager } from "@googleapis/secretmanager";
import type { secretmanager_v1 } from "@googleapis/secretmanager";
import type { GoogleServer } from "../fakes/googleServer";
import { startGoogle } from "../fakes/googleServer";

/** Google's own client, pointed at our fake: what it takes for Google may stand in for Google in the other tests. */
describe("Google's own client of Secret Manager", () => {
  let google: GoogleServer;
  let secrets: secretmanager_v1.Resource$Projects$Secrets;
  let parent: string;

  beforeEach(async () => {
    const many = Array.from({ length: 260 }, (_, index) => ({ name: `N${index}`, environments: [] }));
    google = await startGoogle([{ name: "DATABASE_URL", environments: [], description: "The database" }, ...many]);
    parent = `projects/${google.account.project ?? ""}`;
    ({ secrets } = connect(google.token).projects);
  });
  afterEach(() => google.stop());

  function connect(accessToken: string): secretmanager_v1.Secretmanager {
    const client = new auth.OAuth2();
    client.setCredentials({ access_token: accessToken });
    return secretmanager({ version: "v1", auth: client, rootUrl: `${google.account.endpoint}/`, retry: false });
  }

  it("lists page by page, and by a part of a name", async () => {
    const names: (string | null | undefined)[] = [];
    let pageToken: string | null | undefined;
    do {
      const { data } = await secrets.list({ parent, pageSize: 250, ...(pageToken && { pageToken }) });
      names.push(...(data.secrets ?? []).map(({ name }) => name));
      pageToken = data.nextPageToken;
    } while (pageToken);
    assert.equal(names.length, 261);
    const { data } = await secrets.list({ parent, filter: "name:DATABASE" });
    assert.equal(data.secrets?.[0]?.annotations?.["description"], "The database");
  });

  it("creates, adds a version, changes and deletes", async () => {
    const replication = { automatic: {} };
    const { data } = await secrets.create({ parent, secretId: "NEW", requestBody: { replication } });
    const name = `${parent}/secrets/NEW`;
    const added = await secrets.addVersion({ parent: name, requestBody: { payload: { data: "dg==" } } });
    assert.match(added.data.name ?? "", /versions\/1$/);
    const requestBody = { etag: data.etag ?? "", annotations: { description: "d" } };
    const patched = await secrets.patch({ name, updateMask: "annotations", requestBody });
    assert.equal(google.describe("NEW")?.annotations["description"], "d");
    await refused(secrets.patch({ name, updateMask: "annotations", requestBody }), 400, /etag/);
    await refused(secrets.delete({ name, etag: data.etag ?? "" }), 400, /etag/);
    await secrets.delete({ name, etag: patched.data.etag ?? "" });
    await refused(secrets.delete({ name }), 404, /not found/);
  });

  it("understands every refusal", async () => {
    const requestBody = { replication: { automatic: {} } };
    await refused(secrets.create({ parent, secretId: "N1", requestBody }), 409, /already exists/);
    await refused(secrets.create({ parent, secretId: "n 1", requestBody }), 400, /Secret ID/);
    await refused(secrets.list({ parent: "projects/another" }), 403, /Permission denied on resource project/);
    google.allow("read");
    await refused(secrets.delete({ name: `${parent}/secrets/N1` }), 403, /secretmanager\.secrets\.delete/);
    await refused(connect("another").projects.secrets.list({ parent }), 401, /credentials/);
  });

  it("signs in with the key file that we sign in with, once its requests are led to the fake", async () => {
    assert.equal(google.credential.kind, "machine");
    const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
    const client = new auth.JWT({ keyFile: google.credential.profile, scopes });
    client.transporter.interceptors.request.add({
      resolved: (options) => {
        if (options.url.host === "oauth2.googleapis.com") options.url = new URL("/token", google.account.endpoint);
        return Promise.resolve(options);
      },
    });
    const { access_token: given } = await client.authorize();
    const { data } = await connect(given ?? "").projects.secrets.list({ parent, pageSize: 1 });
    assert.equal(data.secrets?.length, 1);
  });

  async function refused(sent: Promise<unknown>, status: number, sentence: RegExp): Promise<void> {
    await assert.rejects(sent, (error) => {
      assert.ok(error instanceof Error && "status" in error);
      assert.equal(error.status, status);
      assert.match(error.message, sentence);
      return true;
    });
  }
});
