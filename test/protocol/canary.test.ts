import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProvider } from "../../server/providers/index";
import type { Account } from "../../shared/account";
import { createRequest, refreshRequest, tryConnectionRequest, updateRequest } from "../../shared/protocol";
import { newCanary, tracesIn, tracesInFiles } from "../canary";
import type { Faults } from "../fakes/faults";
import { withFaults } from "../fakes/faults";
import { createTokenService } from "../fakes/secretsApiServer";
import { quotingFaults } from "../fakes/quotingFaults";
import { settled, startTestServer } from "./server";

const remote: Account = { provider: "secretsApi", endpoint: "https://secrets.test" };
const development = { kind: "environments", ids: ["development"] } as const;

/** A server with real providers: a store on the disk, and a service that answers in this process. */
async function start(account: Account) {
  const token = newCanary("token").replace(/[^\w-]/g, "");
  const dataDirectory = mkdtempSync(join(tmpdir(), "canary-"));
  const faults: Faults = { fault: undefined, times: 0 };
  const arrived: string[] = [];
  const service = withFaults(
    createTokenService(new Map([[token, { name: "tester", project: "", canWrite: true }]])),
    faults,
  );
  const fetchInProcess: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    arrived.push(await request.clone().text());
    return service(request);
  };
  const server = await startTestServer({
    account,
    tokens: { "https://secrets.test": token },
    createProvider: (of, credentials) =>
      createProvider(of, { fetch: fetchInProcess, dataDirectory, now: () => new Date() }, credentials),
  });
  await settled(server);
  const stop = async () => {
    await server.stop();
    rmSync(dataDirectory, { recursive: true });
  };
  return { server, token, dataDirectory, faults, arrived, stop };
}

type Started = Awaited<ReturnType<typeof start>>;

function create({ server }: Started, name: string, value: string) {
  const secret = { name, description: "", visibility: "masked", target: development } as const;
  return server.request(createRequest, { ...secret, value: { kind: "given", value } });
}

/** How often a text stands in another in the writing of JSON. */
function count(text: string, value: string): number {
  return text.split(JSON.stringify(value).slice(1, -1)).length - 1;
}

describe("a value on its way through the server", () => {
  it("crosses the protocol once, and is in no file of the embedded store", async () => {
    const started = await start({ provider: "embedded" });
    const [first, second] = [newCanary("first"), newCanary("second")];
    assert.equal((await create(started, "A_KEY", first)).kind, "ok");
    const { rows } = await started.server.request(refreshRequest, {});
    const etag = rows.find(({ name }) => name === "A_KEY")?.etag ?? "";
    const value = { kind: "given", value: second } as const;
    const changed = await started.server.request(updateRequest, { name: "A_KEY", etag, value, target: development });
    assert.equal(changed.kind, "ok");
    assert.deepEqual(
      [first, second].map((canary) => count(started.server.wire(), canary)),
      [1, 1],
    );
    assert.deepEqual(tracesInFiles(started.dataDirectory, [first, second]), []);
    await started.stop();
  });

  it("reaches a remote account in one request, and no answer brings it back", async () => {
    const started = await start(remote);
    const value = newCanary("remote");
    started.faults.fault = { kind: "leak", text: value };
    started.faults.times = 1000;
    assert.equal((await create(started, "A_KEY", value)).kind, "ok");
    await started.server.request(refreshRequest, {});
    assert.equal(started.arrived.filter((body) => count(body, value) > 0).length, 1);
    assert.equal(count(started.server.wire(), value), 1);
    await started.stop();
  });

  // A service that never answers is waited for until its time is over: too long for here.
  const quickFaults = Object.entries(quotingFaults).filter(([what]) => what !== "never answers");
  for (const [what, fault] of quickFaults) {
    it(`is not repeated when the service ${what}`, async () => {
      const started = await start(remote);
      const value = newCanary("refused");
      started.faults.fault = fault(value);
      started.faults.times = 1;
      const result = await create(started, "A_KEY", value);
      assert.equal(result.kind, "failed");
      assert.deepEqual(tracesIn(JSON.stringify(result), value), []);
      assert.equal(count(started.server.wire(), value), 1);
      await started.stop();
    });
  }
});

describe("a token on its way through the server", () => {
  it("is handed over when it is asked for, and never said by the server itself", async () => {
    const started = await start(remote);
    const { server, token } = started;
    await server.request(tryConnectionRequest, { account: remote, credential: { kind: "token", token } });
    const answers = server
      .wire()
      .split("Content-Length:")
      .filter((message) => tracesIn(message, token).length > 0);
    for (const message of answers)
      assert.match(message, /"result":\{"credential"|"method":"inlineSecrets\/tryConnection"/);
    assert.ok(answers.length > 0);
    await started.stop();
  });
});
