import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trustTheSystem } from "../../../server/providers/certificates";
import { createHttp } from "../../../server/providers/http";
import { createNetwork } from "../../../server/providers/network";
import { createSelfSigned } from "../../fakes/certificate";
import type { Errand, ErrandDone } from "../../fakes/networkProcess";
import type { ProxyOptions, ProxyServer } from "../../fakes/proxyServer";
import { startProxy } from "../../fakes/proxyServer";
import { expectFailure } from "../../conformance/contract/opened";

const certificate = createSelfSigned();
const service = createServer(certificate, (request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    if (request.url === "/elsewhere") response.writeHead(307, { location: "https://elsewhere.test/" }).end();
    else if (request.url === "/nothing") response.writeHead(204).end();
    else
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ path: request.url, agent: request.headers["user-agent"], body }));
  });
});

describe("the network of the settings", () => {
  let port: number;
  const proxies: ProxyServer[] = [];
  const proxyWith = async (options: ProxyOptions = {}): Promise<ProxyServer> => {
    const proxy = await startProxy({ leadsTo: port, ...options });
    proxies.push(proxy);
    return proxy;
  };

  before(async () => {
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    ({ port } = service.address() as AddressInfo);
  });
  afterEach(async () => {
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    await Promise.all(proxies.splice(0).map(({ stop }) => stop()));
  });
  after(() => {
    service.closeAllConnections();
    service.close();
  });

  it("gives a service at the other side of the world the time to answer to a connection", () => {
    const usual = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(250);
    createNetwork({});
    assert.equal(getDefaultAutoSelectFamilyAttemptTimeout(), 2_000);
    setDefaultAutoSelectFamilyAttemptTimeout(usual);
  });

  describe("as a service is asked through it", () => {
    const ask = async (settings: unknown, url = "https://secrets.test") => {
      const network = createNetwork({});
      network.follow(() => Promise.resolve(settings));
      const dialect = { api: "the API", detailOf: () => undefined };
      const limits = { pause: 1 };
      const http = createHttp({ baseUrl: url, fetch: network.fetch, serviceName: "Shop", dialect, limits });
      const request = { method: "GET", path: "/", asked: { kind: "identity" } } as const;
      return http.send(request, (answer) => answer, new AbortController().signal);
    };

    it("says in words that a certificate is not trusted, with a proxy in between or without", async () => {
      const { url, targets } = await proxyWith();
      for (const result of [await ask({ proxy: url }), await ask({}, `https://127.0.0.1:${port}`)])
        assert.equal(
          expectFailure(result, "offline").message,
          "Shop cannot be reached: its certificate is not trusted.",
        );
      assert.deepEqual(new Set(targets), new Set(["secrets.test:443"]));
      assert.equal(
        expectFailure(await ask({ proxy: url, proxyStrictSSL: false }), "offline").message,
        "Shop cannot be reached: its certificate is not trusted.",
      );
    });

    it("checks the certificate of a service although a variable would have Node.js check none", async () => {
      const { url } = await proxyWith();
      for (const [settings, address] of [[{ proxy: url }], [{}, `https://127.0.0.1:${port}`]] as const) {
        process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
        const { message } = expectFailure(await ask(settings, address), "offline");
        assert.equal(message, "Shop cannot be reached: its certificate is not trusted.");
      }
    });

    it("names a host by its number as addresses are written", async () => {
      const { url, targets } = await proxyWith();
      const failure = expectFailure(await ask({ proxy: url }, "https://[fd00::1]:8200"), "offline");
      assert.equal(failure.message, "Shop cannot be reached: its certificate is not trusted.");
      assert.ok(
        targets.every((target) => target === "[fd00::1]:8200"),
        targets.join(),
      );
    });

    it("takes a name and a password that are not written as an address wants them", async () => {
      for (const written of ["ada:100%", "ada:100%25"]) {
        const { url, authorizations } = await proxyWith();
        await ask({ proxy: url.replace("://", `://${written}@`) });
        assert.equal(authorizations[0], `Basic ${Buffer.from("ada:100%").toString("base64")}`);
      }
    });

    it("asks a proxy that refuses only once: a wrong password may lock the user out", async () => {
      const { url, targets } = await proxyWith({ refuses: 407 });
      expectFailure(await ask({ proxy: url }), "offline");
      assert.deepEqual(targets, ["secrets.test:443"]);
    });

    it("says in words what the proxy has against it, and repeats neither its address nor its password", async () => {
      const closed = await proxyWith();
      await closed.stop();
      const secure = await proxyWith({ certificate });
      for (const [proxy, words] of [
        [(await proxyWith({ refuses: 502 })).url, "the proxy finds no way to it"],
        [(await proxyWith({ refuses: 403 })).url, "the proxy does not let it through"],
        [
          (await proxyWith({ refuses: 407 })).url,
          "the proxy wants a name and a password, which can stand in its address",
        ],
        [closed.url, "the proxy cannot be reached"],
        [secure.url, "the certificate of the proxy is not trusted"],
        ["socks5://127.0.0.1:1080", "only proxies with an address that begins with http: or https: will do"],
        ["http://[", "only proxies with an address that begins with http: or https: will do"],
      ] as const) {
        const address = proxy.replace("://", "://ada:pass-word@");
        assert.equal(
          expectFailure(await ask({ proxy: address }), "offline").message,
          `Shop cannot be reached: ${words}.`,
        );
      }
    });
  });

  describe("in a process that trusts the certificate of the service", () => {
    let child: ChildProcess;
    let folder: string;
    const run = async (errand: Errand): Promise<ErrandDone> => {
      child.send(errand);
      return ((await once(child, "message")) as [ErrandDone])[0];
    };
    const answered = async (errand: Errand): Promise<Record<string, unknown>> => {
      const done = await run(errand);
      assert.equal(done.kind, "answered", JSON.stringify(done));
      return JSON.parse(done.text || "{}") as Record<string, unknown>;
    };

    before(() => {
      folder = mkdtempSync(join(tmpdir(), "network-"));
      writeFileSync(join(folder, "ca.pem"), certificate.cert);
      child = fork(join("test", "fakes", "networkProcess.ts"), {
        execArgv: ["--import", "tsx"],
        env: { PATH: process.env["PATH"], NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") },
      });
    });
    after(async () => {
      child.disconnect();
      child.kill();
      await once(child, "exit");
      rmSync(folder, { recursive: true });
    });

    it("sends a request through the proxy, as it is and as the one that it would be without", async () => {
      const { url, targets } = await proxyWith();
      const answer = await answered({ url: "https://secrets.test/v1?a=b", settings: { proxy: url }, body: '{"a":1}' });
      assert.deepEqual(answer, { path: "/v1?a=b", agent: "node", body: '{"a":1}' });
      assert.deepEqual(targets, ["secrets.test:443"]);
      await answered({ url: "https://secrets.test/nothing", settings: { proxy: url } });
      assert.deepEqual(targets, ["secrets.test:443"], "the connection is kept");
    });

    it("gives the proxy the name and the password of its address, or what the settings say instead", async () => {
      const basic = `Basic ${Buffer.from("ada:pass word").toString("base64")}`;
      const { url, authorizations } = await proxyWith({ authorization: basic });
      const withName = url.replace("://", "://ada:pass%20word@");
      await answered({ url: "https://secrets.test/", settings: { proxy: withName } });
      await answered({ url: "https://secrets.test/", settings: { proxy: url, proxyAuthorization: basic } });
      assert.deepEqual(authorizations, [basic, basic]);
    });

    it("goes by the settings as they are now", async () => {
      const one = await proxyWith();
      const other = await proxyWith({ certificate });
      const url = `https://127.0.0.1:${port}/`;
      const named = "https://secrets.test/";
      await answered({ url: named, settings: { proxy: one.url } });
      await answered({ url: named, settings: { proxy: other.url } });
      await answered({ url, settings: { proxy: one.url } });
      assert.deepEqual([one.targets, other.targets], [["secrets.test:443"], ["secrets.test:443"]]);
    });

    it("follows no redirect", async () => {
      const { url } = await proxyWith();
      const done = await run({ url: "https://secrets.test/elsewhere", settings: { proxy: url } });
      assert.ok(done.kind === "failed" && done.codes.includes("unexpected redirect"), JSON.stringify(done));
    });
  });

  describe("with certificates that the system trusts", () => {
    it("adds them to those that Node.js trusts", () => {
      const set: (readonly string[])[] = [];
      trustTheSystem({
        getCACertificates: (kind) => [kind],
        setDefaultCACertificates: (certificates) => set.push(certificates),
      });
      assert.deepEqual(set, [["default", "system"]]);
    });

    it("leaves things as they are where it cannot", () => {
      const set: unknown[] = [];
      const setDefaultCACertificates = (certificates: readonly string[]) => void set.push(certificates);
      trustTheSystem({});
      trustTheSystem({ getCACertificates: () => [], setDefaultCACertificates });
      trustTheSystem({
        getCACertificates: () => {
          throw new Error("no keychain");
        },
        setDefaultCACertificates,
      });
      assert.deepEqual(set, []);
    });
  });
});
