import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Identity } from "../../shared/secret";
import type { FakeServer } from "../fakes/fakeServer";
import { createTokenService, startSecretsApiServer } from "../fakes/secretsApiServer";
import { Unreachable } from "../secretsApi/caller";
import type { Finding } from "../secretsApi/run";
import { checkService } from "../secretsApi/run";
import { until } from "../until";
import { breakages, writer } from "./brokenServices";

const token = "token-of-the-tests";
const readerToken = "token-that-only-reads";
const example = "docs/examples/secretsApiServer.mjs";
const tokens: Readonly<Record<string, Identity>> = {
  [token]: writer,
  [readerToken]: { ...writer, canWrite: false },
};

describe("the conformance suite of the Secrets API", () => {
  const stops: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  const remember = <S extends Pick<FakeServer, "stop">>(server: S): S => {
    stops.push(server.stop);
    return server;
  };

  it("is met by the service of the embedded store, and leaves nothing behind", async () => {
    const seed = [{ name: "KEPT", hasDefault: true, environments: ["production"] }];
    const { url, requests } = remember(await startSecretsApiServer({ tokens, seed }));
    const findings = await checkService({ baseUrl: url, token, readerToken, fetch });
    assert.deepEqual(not("met", findings), []);
    assert.ok(findings.length > 45, String(findings.length));
    const touched = requests.filter(({ method, path }) => method !== "GET" && path.includes("/KEPT"));
    assert.deepEqual(touched, []);
    const left = await fetch(`${url}/v1/secrets`, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual(names(await left.json()), ["KEPT"]);
  });

  it("is met by the example, which has less than a hundred lines of code", async () => {
    const { url } = await startExample(stops);
    const findings = await checkService({ baseUrl: url, token, fetch });
    assert.deepEqual(
      findings.filter(({ outcome }) => outcome === "unmet"),
      [],
    );
    const lines = readFileSync(example, "utf8").split("\n");
    assert.ok(lines.filter((line) => !/^\s*(\/\/.*|\/\*.*)?$/.test(line)).length < 100);
  });

  for (const { what, spoil, unmet } of breakages) {
    it(`finds out a service that ${what}`, async () => {
      const service = spoil(createTokenService(new Map(Object.entries(tokens))));
      const fetchInProcess: typeof fetch = async (input, init) => service(new Request(input, init));
      const target = { baseUrl: "https://spoilt.invalid", token, readerToken, fetch: fetchInProcess };
      const findings = await checkService(target);
      const wrong = findings.filter(({ outcome }) => outcome === "unmet").map(({ sentence }) => sentence);
      assert.ok(
        wrong.some((sentence) => sentence.startsWith(unmet)),
        JSON.stringify(findings.filter(({ outcome }) => outcome === "unmet")),
      );
    });
  }

  it("tries nothing with a token that may not write, or that is not accepted", async () => {
    const { url, requests } = remember(await startSecretsApiServer({ tokens }));
    for (const useless of [readerToken, "unknown"])
      await assert.rejects(checkService({ baseUrl: url, token: useless, fetch }), Unreachable);
    assert.deepEqual(new Set(requests.map(({ method }) => method)), new Set(["GET"]));
  });

  it("deletes what it created when it is stopped in the middle", async () => {
    const { url, requests } = remember(await startSecretsApiServer({ tokens }));
    const stopped = new AbortController();
    const report = ({ sentence }: Finding): void => {
      if (sentence.startsWith("creates a secret")) stopped.abort();
    };
    const findings = await checkService({ baseUrl: url, token, fetch, signal: stopped.signal, report });
    assert.ok(findings.length < 20);
    assert.ok(requests.some(({ method }) => method === "PUT"));
    const left = await fetch(`${url}/v1/secrets`, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual(names(await left.json()), []);
  });

  it("runs by hand: one line for each requirement, an exit code, and no token in sight", async () => {
    const { url } = await startExample(stops);
    const folder = mkdtempSync(join(tmpdir(), "conformance-"));
    stops.push(() => {
      rmSync(folder, { recursive: true });
    });
    const file = join(folder, "token");
    writeFileSync(file, `${token}\n`);
    const good = await runByHand("--endpoint", url, "--token-file", file);
    assert.equal(good.code, 0, good.output);
    assert.match(good.output, /^✔ says whom the token belongs to\n/);
    assert.match(good.output, /\n\d+ met, 0 not met, 4 not offered\n$/);
    const bad = await runByHand("--endpoint", `${url}/nowhere`, "--token-file", file);
    assert.equal(bad.code, 1, bad.output);
    for (const wrong of [
      ["--endpoint", url, "--token", token],
      ["--endpoint", "http://secrets.example.com", "--token-file", file],
      ["--endpoint", url],
    ]) {
      const { code, output } = await runByHand(...wrong);
      assert.equal(code, 2, output);
      assert.doesNotMatch(output, new RegExp(token));
    }
    assert.doesNotMatch(good.output + bad.output, new RegExp(token));
  });
});

function not(outcome: Finding["outcome"], findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.outcome !== outcome);
}

function names(page: unknown): readonly string[] {
  return (page as { readonly items: readonly { readonly name: string }[] }).items.map(({ name }) => name);
}

async function startExample(stops: (() => unknown)[]): Promise<{ readonly url: string }> {
  const port = await freePort();
  const env = { ...process.env, SECRETS_API_TOKEN: token, PORT: String(port) };
  const child: ChildProcess = spawn(process.execPath, [example], { env, stdio: "ignore" });
  stops.push(async () => {
    child.kill();
    await once(child, "exit");
  });
  const url = `http://127.0.0.1:${port}`;
  await until("the example to listen", () => fetch(url).then(Boolean, () => false));
  return { url };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function runByHand(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const script = ["--import", "tsx", "test/secretsApi/conformance.ts", ...args];
  const child = spawn(process.execPath, script, { env: { ...process.env, SECRETS_API_TOKEN: undefined } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = (await once(child, "close")) as [number];
  return { code, output };
}
