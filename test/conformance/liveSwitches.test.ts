import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remoteProviderIds } from "../../shared/account";
import { providerDescriptions } from "../../shared/providers";
import type { FakeService } from "../fakes/fakeService";
import { contractEntries } from "./contract/entries";
import { startSeeded, stopServices } from "./contract/opened";
import { liveSuite } from "./liveCases";
import { readSwitches, switchOf, whatDidNotRun } from "./liveSwitches";

/** What somebody would write into the switch of a service. */
function switchFor({ account, credential, environments }: FakeService): string {
  return JSON.stringify({ ...account, credential, environment: environments[0] });
}

describe("the switches of the live suites", () => {
  afterEach(stopServices);

  for (const entry of contractEntries) {
    const { provider, generation = "" } = entry;
    it(`have ${providerDescriptions[provider].label} ${generation} tried, and nothing is left behind`, async () => {
      const fake = await startSeeded(entry);
      const before = new Map(fake.names());
      const { on, off } = readSwitches({ [switchOf(provider)]: switchFor(fake) });
      assert.deepEqual(
        off,
        remoteProviderIds.filter((id) => id !== provider),
      );
      const [service] = on;
      assert.ok(service);
      const { cases, sweep } = liveSuite(service, entry, { pause: 1 });
      for (const { sentence, check } of cases)
        await check().catch((error: unknown) => {
          throw new Error(sentence, { cause: error });
        });
      await sweep();
      assert.deepEqual(new Map(fake.names()), before);
      assert.ok(fake.requests.some(({ body }) => body !== ""));
    });
  }

  it("sweep up what a suite left behind when it broke off", async () => {
    const entry = contractEntries.find(({ provider }) => provider === "secretsApi");
    assert.ok(entry);
    const fake = await startSeeded(entry);
    const before = new Map(fake.names());
    const [service] = readSwitches({ [switchOf("secretsApi")]: switchFor(fake) }).on;
    assert.ok(service);
    const { cases, sweep } = liveSuite(service, entry);
    await cases.find(({ sentence }) => sentence.startsWith("creates"))?.check();
    assert.notDeepEqual(new Map(fake.names()), before);
    await sweep();
    assert.deepEqual(new Map(fake.names()), before);
  });

  it("may be a file, run as tests of their own, and leave a line on the others", async () => {
    const entry = contractEntries.find(({ provider }) => provider === "secretsApi");
    assert.ok(entry);
    const fake = await startSeeded(entry);
    const folder = mkdtempSync(join(tmpdir(), "live-"));
    writeFileSync(join(folder, "service.json"), switchFor(fake));
    const output = await runMocha({ [switchOf("secretsApi")]: join(folder, "service.json") });
    rmSync(folder, { recursive: true });
    assert.match(output, /the real Secrets API[^]*✔ creates a name that nobody had[^]*✔ deletes it/);
    assert.match(output, /Not run against a real service: inference\.sh \(SECRETS_LIVE_INFERENCE_SH\), .*Key Vault/);
    assert.match(output, /\d+ passing/);
    assert.doesNotMatch(output, /failing/);
  });

  it("are named in the documentation", () => {
    const page = readFileSync("docs/providers/README.md", "utf8");
    for (const provider of remoteProviderIds)
      assert.ok(page.includes(`| ${providerDescriptions[provider].label} | \`${switchOf(provider)}\` |`), provider);
  });

  it("are told all together when none is given", () => {
    const { on, off } = readSwitches({});
    assert.deepEqual([on, off], [[], remoteProviderIds]);
    for (const provider of remoteProviderIds) assert.ok(whatDidNotRun(off).includes(switchOf(provider)));
  });

  it("fail when they cannot be read, without a word of what they hold", () => {
    for (const text of ['{"credential": "token-of-somebody', "/no/such/token-of-somebody", '{"project": "p"}'])
      assert.throws(
        () => readSwitches({ SECRETS_LIVE_VAULT: text }),
        ({ message }: Error) => message.startsWith("SECRETS_LIVE_VAULT ") && !message.includes("somebody"),
      );
  });
});

/** Runs the live suites as a run of their own. */
async function runMocha(variables: Readonly<Record<string, string>>): Promise<string> {
  const mocha = ["node_modules/mocha/bin/mocha.js", "--no-config", "--node-option", "import=tsx"];
  const others = Object.fromEntries(remoteProviderIds.map((provider) => [switchOf(provider), ""]));
  const env = { ...process.env, TEST_RESULTS: "", ...others, ...variables };
  const child = spawn(process.execPath, [...mocha, "test/conformance/live.test.ts"], { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  await once(child, "close");
  return output;
}
