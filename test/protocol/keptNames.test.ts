import assert from "node:assert/strict";
import type { KeptNames, NameCache } from "../../server/nameCache";
import { ok } from "../../shared/failure";
import type { Account } from "../../shared/account";
import { refreshRequest, signedOutNotification } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { complete, diagnose, hover, openFile } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";

const account: Account = { provider: "secretsApi", endpoint: "https://api.test/v1" };
const appYaml = "requirements:\n  secrets:\n    - key: STRIPE_KEY\n    - key: OPENAI_API_KEY\n";
const stored = [
  { name: "OPENAI_API_KEY", environments: ["development"] },
  { name: "STRIPE_KEY", environments: ["production"] },
];
const offline = { kind: "offline", message: "The server cannot be reached." } as const;

/** Keeps names in memory, as they would stand on the disk. */
function memoryCache(): NameCache & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const keyOf = (of: Account): string => JSON.stringify(of);
  return {
    kept,
    load: (of) => {
      const text = kept.get(keyOf(of));
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as KeptNames));
    },
    save: (of, names) => {
      kept.set(keyOf(of), JSON.stringify(names));
      return Promise.resolve();
    },
    forget: (of) => {
      kept.delete(keyOf(of));
      return Promise.resolve();
    },
  };
}

/** A server whose account was listed an hour ago and does not answer now. */
async function startLater(settings: Record<string, unknown> = {}) {
  const names = memoryCache();
  const provider = createMemoryProvider(stored);
  const options = { createProvider: () => ok(provider), files: { "app.yaml": appYaml }, account, settings };
  const first = await startTestServer({ ...options, world: { names, now: () => new Date("2026-01-01T00:00:00Z") } });
  await settled(first);
  await first.stop();
  provider.listFailure = { failure: offline, afterPages: 0 };
  const server = await startTestServer({
    ...options,
    world: { names, now: () => new Date("2026-01-01T01:00:00Z") },
  });
  const snapshot = await until("the names of the run before", async () => {
    const now = await settled(server);
    return now.status.kind === "failed" && now.checkedAt !== "" && now;
  });
  return { server, provider, names, snapshot };
}

async function messages(server: TestServer): Promise<readonly string[]> {
  const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KEY);");
  return (await diagnose(server, document)).map(({ message }) =>
    typeof message === "string" ? message : message.value,
  );
}

describe("Names of the run before", () => {
  it("are there at once, with their age, while the account cannot be reached", async () => {
    const { server, snapshot } = await startLater();
    assert.equal(snapshot.checkedAt, "2026-01-01T00:00:00.000Z");
    assert.deepEqual((await complete(server, "b.ts", "use(process.env.█)")).labels, ["OPENAI_API_KEY", "STRIPE_KEY"]);
    const shown = await hover(server, "c.ts", "use(process.env.OPENAI_█API_KEY)");
    assert.match(shown ?? "", /api\S+test, checked 1 hour ago, not reached since/);
    await server.stop();
  });

  it("call nothing missing", async () => {
    const { server } = await startLater();
    assert.deepEqual(await messages(server), []);
    await server.stop();
  });

  it("call names missing where the user wants that, and say when they were listed", async () => {
    const { server } = await startLater({ offline: { reportMissing: true } });
    const [message, ...others] = await messages(server);
    assert.deepEqual(others, []);
    assert.match(
      message ?? "",
      /^STRIPE_KEY is required by app\.yaml, but not set in api\.test › tests › development, checked (on \S+ )?at \d\d:\d\d\. It is set in production\.$/,
    );
    await server.stop();
  });

  it("give way to what the account says", async () => {
    const { server, provider } = await startLater();
    provider.listFailure = undefined;
    provider.secrets.delete("OPENAI_API_KEY");
    const { status, checkedAt } = await server.request(refreshRequest, {});
    assert.deepEqual([status.kind, checkedAt], ["complete", "2026-01-01T01:00:00.000Z"]);
    assert.deepEqual(
      (await settled(server)).rows.map(({ name, stored: state }) => `${name} ${state}`),
      ["OPENAI_API_KEY missing", "STRIPE_KEY missing"],
    );
    await server.stop();
  });

  it("are forgotten with signing out", async () => {
    const { server, names } = await startLater();
    assert.equal(names.kept.size, 1);
    await server.notify(signedOutNotification, { account });
    await until("nothing kept", () => names.kept.size === 0);
    await server.stop();
  });
});
