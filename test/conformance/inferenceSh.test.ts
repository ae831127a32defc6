import assert from "node:assert/strict";
import { HttpClient, InferenceError, IntegrationsAPI, SecretsAPI, TeamsAPI } from "@inferencesh/sdk";
import type { CheckRequirementsResponse, SecretDTO } from "@inferencesh/sdk";
import type { InferenceShServer, Shape } from "../fakes/inferenceShServer";
import { startInferenceSh } from "../fakes/inferenceShServer";

/** The official client, pointed at our fake: what it takes for inference.sh may stand in for it in the other tests. */
describe("the official client of inference.sh", () => {
  let server: InferenceShServer;
  let http: HttpClient;
  let secrets: SecretsAPI;

  beforeEach(async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ name: `N${index}`, environments: ["team"] }));
    server = await startInferenceSh([
      { name: "OPENAI_API_KEY", environments: ["team"], description: "For GPT" },
      ...many,
    ]);
    const { credential, account } = server;
    assert.equal(credential.kind, "token");
    http = new HttpClient({ apiKey: credential.token, baseUrl: account.endpoint });
    secrets = new SecretsAPI(http);
  });
  afterEach(() => server.stop());

  for (const shape of ["bare", "data", "success"] satisfies Shape[])
    describe(`with answers in the shape "${shape}"`, () => {
      beforeEach(() => {
        server.shape(shape);
      });

      it("lists page by page, in the fields that it knows", async () => {
        const rows: SecretDTO[] = [];
        let cursor = "";
        do {
          const { data } = await secrets.list({ cursor, limit: 50 });
          assert.equal(data.total_items, 121);
          rows.push(...data.items);
          cursor = data.has_next ? data.next_cursor : "";
        } while (cursor !== "");
        assert.equal(rows.length, 121);
        const [first] = rows;
        assert.deepEqual([first?.key, first?.description, first?.scope], ["OPENAI_API_KEY", "For GPT", "team"]);
        for (const text of [first?.id, first?.short_id, first?.masked_value, first?.created_at, first?.updated_at])
          assert.ok(text);
      });

      it("creates, changes and deletes", async () => {
        const created = await secrets.create({ key: "NEW_KEY", value: "v", description: "d" });
        assert.deepEqual([created.data.key, created.data.description], ["NEW_KEY", "d"]);
        const changed = await secrets.update("NEW_KEY", { value: "w" });
        assert.equal(changed.data.description, "d");
        await secrets.delete("NEW_KEY");
        assert.ok(!server.names().has("NEW_KEY"));
      });

      it("asks who it is, and what would stop a run", async () => {
        const me = await new TeamsAPI(http).me();
        assert.deepEqual([me.data.user.full_name, me.data.team?.username], ["Ada Tester", "tests"]);
        const integrations = new IntegrationsAPI(http);
        const asked = { secrets: [{ key: "GONE" }, { key: "OPENAI_API_KEY" }, { key: "MAYBE", optional: true }] };
        const checked = (await integrations.checkRequirements(asked)).data as CheckRequirementsResponse;
        assert.equal(checked.satisfied, false);
        assert.deepEqual(
          checked.errors?.map(({ type, key, action }) => [type, key, action?.type]),
          [["secret", "GONE", "add_secret"]],
        );
      });

      it("understands every refusal", async () => {
        await refused(secrets.update("NOWHERE", { value: "v" }), 404, "Secret not found");
        await refused(secrets.update("N1", { description: "d" }), 400, "value is required");
        await refused(secrets.create({ key: "N1", value: "v" }), 409, "A secret with this key already exists");
        await refused(
          secrets.create({ key: "SMTP_PASSWORD", value: "v" }),
          400,
          "SMTP_PASSWORD is a reserved secret key",
        );
        server.allow("read");
        await refused(secrets.delete("N1"), 403, "This needs the role admin");
        server.expire();
        await refused(secrets.list(), 401, "Invalid or missing API key");
      });
    });

  it("is told what a message of the service says", async () => {
    const messages: string[] = [];
    const { credential, account } = server;
    const client = new HttpClient({
      apiKey: credential.kind === "token" ? credential.token : "",
      baseUrl: account.endpoint,
      onMessage: (received) => messages.push(...received.map(({ code }) => code)),
    });
    server.shape("data");
    await new SecretsAPI(client).list();
    assert.deepEqual(messages, ["hello"]);
  });
});

async function refused(request: Promise<unknown>, status: number, detail: string): Promise<void> {
  await assert.rejects(request, (error) => {
    assert.ok(error instanceof InferenceError);
    assert.equal(error.statusCode, status);
    // Out of the older envelope it takes the sentence with everything around it.
    assert.ok(error.message.startsWith(`HTTP ${status}: `) && error.message.includes(detail), error.message);
    return true;
  });
}
