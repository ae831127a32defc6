import assert from "node:assert/strict";
import { createProvider } from "../../server/providers/index";
import {
  createRequest,
  deleteRequest,
  refreshRequest,
  tryConnectionRequest,
  updateRequest,
} from "../../shared/protocol";
import { providerDescriptions } from "../../shared/providers";
import { newCanary, tracesIn } from "../canary";
import { quotingFaults } from "../fakes/quotingFaults";
import { contractEntries } from "./contract/entries";
import type { ContractEntry } from "./contract/entry";
import { startSeeded, stopServices } from "./contract/opened";
import type { TestServer } from "../protocol/server";
import { settled, startTestServer } from "../protocol/server";

for (const entry of contractEntries) {
  const { provider, generation = "", nameOf = (name: string): string => name } = entry;
  const label = `${providerDescriptions[provider].label} ${generation}`.trim();
  const name = nameOf("NEW_KEY");
  describe(`a value on its way through the server to ${label}`, () => {
    let server: TestServer | undefined;
    afterEach(async () => {
      await server?.stop();
      await stopServices();
    });
    const begin = async () => {
      const started = await start(entry);
      ({ server } = started);
      return started;
    };

    it("is in the message and in the request that carry it, and nowhere else while a secret lives and dies", async () => {
      const started = await begin();
      const { fake, server, create, carriers } = started;
      const { account, credential } = fake;
      assert.equal((await server.request(tryConnectionRequest, { account, credential })).kind, "ok");
      const [first, second] = [newCanary("first"), newCanary("second")];
      expectDone(await create(name, first));
      const { rows } = await server.request(refreshRequest, {});
      const { etag = "" } = rows.find((row) => row.name === name) ?? {};
      const value = { kind: "given", value: second } as const;
      expectDone(await server.request(updateRequest, { name, etag, value, target: started.target }));
      expectDone(await server.request(deleteRequest, { name, etag: "" }));
      const after = await server.request(refreshRequest, {});
      assert.ok(!after.rows.some((row) => row.name === name && row.stored === "set"));
      for (const canary of [first, second])
        assert.deepEqual(carriers(canary), { messages: 1, requests: entry.seals === true ? 0 : 1, elsewhere: [] });
    });

    it("is not repeated by us when a service sends it back, or quotes it in a refusal", async () => {
      const { fake, create, carriers } = await begin();
      const faults = { ...quotingFaults, leaks: (text: string) => ({ kind: "leak", text }) as const };
      for (const [what, fault] of Object.entries(faults)) {
        // A service that never answers is waited for until its time is over: too long for here.
        if (what === "never answers") continue;
        const value = newCanary("refused");
        Object.assign(fake.faults, { fault: fault(value), times: Infinity });
        const result = await create(nameOf(`NEW_${what.replace(/\W/g, "_").toUpperCase()}`), value);
        Object.assign(fake.faults, { fault: undefined, times: 0 });
        if (what !== "leaks") assert.equal(result.kind, "failed", what);
        assert.deepEqual(tracesIn(JSON.stringify(result), value), [], what);
        const { messages, requests, elsewhere } = carriers(value);
        assert.deepEqual([messages, elsewhere], [1, []], what);
        assert.ok(requests <= 1, `${what}: sent ${requests} times`);
      }
    });
  });
}

/** A server that is connected to the fake service of an entry. */
async function start(entry: ContractEntry) {
  const fake = await startSeeded(entry);
  const { account, credential, environments } = fake;
  const server = await startTestServer({
    account,
    credential,
    environment: environments[0],
    createProvider: (of, credentials) =>
      createProvider(of, { fetch, dataDirectory: "", now: () => new Date(), limits: { pause: 1 } }, credentials),
  });
  await settled(server);
  const target = { kind: "environments", ids: [environments[0]] } as const;
  const create = (name: string, value: string) => {
    const secret = { name, description: "", visibility: "masked", target } as const;
    return server.request(createRequest, { ...secret, value: { kind: "given", value } });
  };
  /** What a value stood in: messages of the protocol, bodies of requests, and all other parts of these. */
  const carriers = (value: string) => {
    const messages = server.wire().split("Content-Length:");
    const holds = (part: string) => tracesIn(part, value).length > 0;
    return {
      messages: messages.filter(holds).length,
      requests: fake.requests.filter(({ body }) => holds(body)).length,
      elsewhere: fake.requests.filter(({ path, headers }) => holds(path + JSON.stringify(headers))),
    };
  };
  return { fake, server, target, create, carriers };
}

function expectDone(result: unknown): void {
  assert.deepEqual(result, { kind: "ok", value: { kind: "done" } });
}
