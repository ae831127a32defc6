import assert from "node:assert/strict";
import { fetchInProcess } from "../../../server/providers/embedded";
import type { HttpLimits } from "../../../server/providers/http";
import { createSecretsApiProvider } from "../../../server/providers/secretsApi";
import type { Identity } from "../../../shared/secret";
import { withFaults } from "../../fakes/faults";
import type { Faults } from "../../fakes/faults";
import { createTokenService, startSecretsApiServer } from "../../fakes/secretsApiServer";
import { describeSecretsApi } from "./secretsApiContract";

/** Short, so that the tests are. */
const limits: Partial<HttpLimits> = { pause: 5, answerBytes: 65_000 };
const token = "token-of-the-tests";

function identity(canWrite: boolean): Identity {
  return { name: "Tester", project: "tests", canWrite };
}

describeSecretsApi("in this process", {
  open: (seed, { canWrite, attempt }) => {
    const tokens = new Map([[token, identity(canWrite)]]);
    const faults: Faults = { fault: undefined, times: 0 };
    const service = withFaults(createTokenService(tokens, seed), faults);
    const provider = createSecretsApiProvider({
      baseUrl: "https://service.invalid",
      fetch: fetchInProcess({ fetch: service }),
      token: () => Promise.resolve(token),
      accountName: "service.invalid",
      limits: { ...limits, attempt },
    });
    const expire = () => {
      tokens.clear();
    };
    return Promise.resolve({ provider, faults, expire, close: () => Promise.resolve() });
  },
});

describeSecretsApi("over HTTP", {
  open: async (seed, { canWrite, attempt }) => {
    const server = await startSecretsApiServer({ tokens: { [token]: identity(canWrite) }, seed });
    const provider = createSecretsApiProvider({
      baseUrl: server.url,
      fetch,
      token: () => Promise.resolve(token),
      accountName: "service.invalid",
      limits: { ...limits, attempt },
    });
    return {
      provider,
      faults: server.faults,
      expire: () => {
        server.tokens.clear();
      },
      close: server.stop,
    };
  },
});

describe("a value on its way to a service", () => {
  it("is in the one body that carries it, and the token in no place but its header", async () => {
    const canary = "canary-4f1c9a7e-value";
    const server = await startSecretsApiServer({ tokens: { [token]: identity(true) } });
    const { signal } = new AbortController();
    const provider = createSecretsApiProvider({
      baseUrl: server.url,
      fetch,
      token: () => Promise.resolve(token),
      accountName: "service.invalid",
    });
    const secret = { name: "NEW", value: canary, description: "", visibility: "masked" } as const;
    const created = await provider.createSecret({ ...secret, target: { kind: "default" } }, signal);
    const again = await provider.createSecret({ ...secret, target: { kind: "default" } }, signal);
    const listed = await provider.listSecrets(undefined, signal);
    await server.stop();
    assert.deepEqual([created.kind, again.kind, listed.kind], ["ok", "failed", "ok"]);
    const [first, second, third] = server.requests;
    assert.equal(first?.body, JSON.stringify({ value: canary, description: "", visibility: "masked" }));
    assert.deepEqual([second?.body, third?.body], [first.body, ""]);
    const rest = server.requests.map(({ method, path }) => [method, path]);
    assert.doesNotMatch(JSON.stringify([rest, created, again, listed]), /canary|token-of/);
    assert.doesNotMatch(first.body, /token-of/);
  });
});
