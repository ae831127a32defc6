import assert from "node:assert/strict";
import { createProvider } from "../../server/providers/index";
import type { Provider } from "../../server/providers/provider";
import type { Account } from "../../shared/account";
import { failed, ok } from "../../shared/failure";
import { createRequest, preflightRequest, refreshRequest, selectAccountNotification } from "../../shared/protocol";
import type { InferenceShServer } from "../fakes/inferenceShServer";
import { startInferenceSh } from "../fakes/inferenceShServer";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, openFile, renderDiagnostics } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";

const manifest = `secrets:
  - key: OPENAI_API_KEY
  - key: GONE_KEY
  - key: MAYBE_KEY
    optional: true
`;
const files = { "inf.yml": manifest, "tests/inf.yml": "secrets:\n  - key: MADE_UP\n" };
/** Only what the service says is looked at here. */
const settings = { rules: { missing: "off", missingOptional: "off", unused: "off" } };

describe("a check before running", () => {
  let service: InferenceShServer;
  let server: TestServer;

  beforeEach(async () => {
    service = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    const world = { fetch, dataDirectory: "/nowhere", now: () => new Date() };
    server = await startTestServer({
      account: service.account,
      files,
      settings,
      tokens: { [service.account.endpoint]: service.credential.kind === "token" ? service.credential.token : "" },
      createProvider: (account, credentials) =>
        account.provider === "embedded" ? ok(createMemoryProvider([])) : createProvider(account, world, credentials),
    });
    await settled(server);
  });
  afterEach(async () => {
    await server.stop();
    await service.stop();
  });

  const check = () => server.request(preflightRequest, {});
  const problems = async (path = "inf.yml", text = manifest): Promise<string> => {
    const document = await openFile(server, path, text);
    return renderDiagnostics(document, await diagnose(server, document));
  };
  const found = `secrets:
  - key: OPENAI_API_KEY
  - key: GONE_KEY
         ^^^^^^^^ warning preflight: inference.sh has no value for GONE_KEY: it would refuse to run this.
  - key: MAYBE_KEY
    optional: true
`;

  it("shows what the service says at the name that it is about, and nothing before somebody asked", async () => {
    assert.equal(await problems(), manifest);
    const refreshes = server.refreshes();
    assert.deepEqual(await check(), ok({ names: 3, findings: 1 }));
    assert.equal(await problems(), found);
    await until("the editor to be told", () => server.refreshes() > refreshes);
    const sent = service.requests.find(({ path }) => path === "/credentials/check")?.body ?? "";
    assert.deepEqual(JSON.parse(sent), {
      secrets: [
        { key: "OPENAI_API_KEY", optional: false },
        { key: "GONE_KEY", optional: false },
        { key: "MAYBE_KEY", optional: true },
      ],
    });
  });

  const longer = `${manifest}  - key: ANOTHER_KEY\n`;
  const endings: Record<string, () => Promise<unknown>> = {
    "the manifest needs something else": () => openFile(server, "inf.yml", longer),
    "a name is stored": () =>
      server.request(createRequest, {
        name: "GONE_KEY",
        value: { kind: "given", value: "v" },
        description: "",
        visibility: "masked",
        target: { kind: "default" },
      }),
    "the account changes": () =>
      server.notify(selectAccountNotification, { account: { provider: "embedded" } satisfies Account }),
  };
  for (const [what, happens] of Object.entries(endings))
    it(`keeps what was found until ${what}`, async () => {
      await check();
      await server.request(refreshRequest, {});
      assert.equal(await problems(), found);
      await happens();
      const text = what.includes("manifest") ? longer : manifest;
      await until("it to be forgotten", async () => !(await problems("inf.yml", text)).includes("preflight"));
    });

  it("forgets what is mended, when it is asked again", async () => {
    await check();
    assert.equal(await problems(), found);
    // Somebody else mends it, and nobody has listed the names since.
    const { endpoint } = service.account;
    const token = service.credential.kind === "token" ? service.credential.token : "";
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await fetch(`${endpoint}/secrets`, { method: "POST", headers, body: '{"key":"GONE_KEY","value":"v"}' });
    assert.deepEqual(await check(), ok({ names: 3, findings: 0 }));
    assert.equal(await problems(), manifest);
  });

  it("is quiet where it is switched off", async () => {
    await check();
    assert.equal(await problems(), found);
    server.settings.current = { rules: { ...settings.rules, preflight: "off" } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await until("the setting", async () => !(await problems()).includes("preflight"));
  });

  it("says what went wrong, and takes nothing for found", async () => {
    service.expire();
    assert.deepEqual(
      await check(),
      failed({
        kind: "unauthorized",
        message: "inference.sh does not accept this token, or it has expired.",
        field: "token",
      }),
    );
    assert.equal(await problems(), manifest);
  });

  it("is said to be impossible where the service has none", async () => {
    await server.notify(selectAccountNotification, { account: { provider: "embedded" } });
    const answer = await check();
    assert.equal(answer.kind === "failed" && answer.failure.message, "This service cannot check before running.");
  });
});

describe("a service with one environment", () => {
  it("is held to that one, whichever was active before", async () => {
    const service = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    const world = { fetch, dataDirectory: "/nowhere", now: () => new Date() };
    const server = await startTestServer({
      account: service.account,
      environment: "production",
      files: { "inf.yml": "secrets:\n  - key: OPENAI_API_KEY\n" },
      tokens: { [service.account.endpoint]: service.credential.kind === "token" ? service.credential.token : "" },
      createProvider: (account, credentials) => createProvider(account, world, credentials),
    });
    const snapshot = await settled(server);
    assert.deepEqual(
      [snapshot.environment, snapshot.rows.map(({ name, stored }) => [name, stored])],
      ["team", [["OPENAI_API_KEY", "set"]]],
    );
    await server.stop();
    await service.stop();
  });
});

describe("a check before running that something changes under", () => {
  const changesMeanwhile: Record<
    string,
    { readonly happens: (server: TestServer) => Promise<unknown>; readonly then: string }
  > = {
    "the manifest": {
      happens: (server) => openFile(server, "inf.yml", "secrets:\n  - key: ANOTHER_KEY\n"),
      then: "secrets:\n  - key: ANOTHER_KEY\n         ^^^^^^^^^^^ warning preflight: Refused after 0.\n",
    },
    "what is stored": {
      happens: (server) =>
        server.request(createRequest, {
          name: "NEW_KEY",
          value: { kind: "given", value: "v" },
          description: "",
          visibility: "masked",
          target: { kind: "default" },
        }),
      then: "secrets:\n  - key: GONE_KEY\n         ^^^^^^^^ warning preflight: Refused after 1.\n",
    },
  };
  for (const [what, { happens, then }] of Object.entries(changesMeanwhile))
    it(`asks anew when ${what} changes while the answer is under way`, async () => {
      const memory = createMemoryProvider([]);
      const asked: string[] = [];
      let stored = 0;
      let release = (): void => undefined;
      const provider: Provider = {
        ...memory,
        createSecret: (secret, signal) => {
          stored++;
          return memory.createSecret(secret, signal);
        },
        preflight: async (declared) => {
          const message = `Refused after ${stored}.`;
          asked.push(declared.map(({ name }) => name).join(" "));
          if (asked.length === 1)
            await new Promise<void>((resolve) => {
              release = resolve;
            });
          return ok(declared.map(({ name }) => ({ name, message })));
        },
      };
      const text = "secrets:\n  - key: GONE_KEY\n";
      const server = await startTestServer({
        createProvider: () => ok(provider),
        files: { "inf.yml": text },
        settings,
      });
      await settled(server);
      await openFile(server, "inf.yml", text);
      const checked = server.request(preflightRequest, {});
      await until("the question", () => asked.length === 1);
      await happens(server);
      await server.connection.sendRequest("workspace/symbol", { query: "" });
      release();
      assert.deepEqual(await checked, ok({ names: 1, findings: 1 }));
      const document = await openFile(server, "inf.yml", then.replace(/ +\^.*\n/, ""));
      assert.equal(renderDiagnostics(document, await diagnose(server, document)), then);
      assert.equal(asked.length, 2);
      await server.stop();
    });

  it("gives up, and says so, when what is stored changes with each question", async () => {
    const memory = createMemoryProvider([]);
    let asked = 0;
    const provider: Provider = {
      ...memory,
      preflight: async () => {
        asked++;
        await server.request(createRequest, {
          name: `NEW_KEY_${asked}`,
          value: { kind: "given", value: "v" },
          description: "",
          visibility: "masked",
          target: { kind: "default" },
        });
        return ok([]);
      },
    };
    const files = { "inf.yml": "secrets:\n  - key: GONE_KEY\n" };
    const server = await startTestServer({ createProvider: () => ok(provider), files, settings });
    await settled(server);
    const result = await server.request(preflightRequest, {});
    assert.equal(result.kind === "failed" && result.failure.kind, "changedMeanwhile");
    assert.equal(asked, 3);
    await server.stop();
  });
});
