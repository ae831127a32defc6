import * as http from "node:http";
import * as https from "node:https";
import type { Duplex } from "node:stream";
import { Readable } from "node:stream";
import type { Proxy } from "./proxies";

/** Sends a request to an https address through a proxy. Like the other requests it is, it follows no redirect. */
export async function fetchThrough(proxy: Proxy, request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const { signal, method, url } = request;
  const headers = { "user-agent": "node", ...Object.fromEntries(request.headers), "accept-encoding": "identity" };
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const sent = https.request(url, { method, headers, signal, agent: agentFor(proxy) }, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
  return responseOf(answer);
}

function responseOf(answer: http.IncomingMessage): Response {
  const { statusCode: status = 502, rawHeaders } = answer;
  if (status >= 300 && status < 400) {
    answer.destroy();
    // The words in which `fetch` itself says so.
    throw new TypeError("fetch failed", { cause: new Error("unexpected redirect") });
  }
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  const isEmpty = status === 204 || status === 205;
  if (isEmpty) answer.resume();
  const body = isEmpty ? null : Readable.toWeb(answer);
  return new Response(body as ConstructorParameters<typeof Response>[0], { status, headers });
}

let kept: { readonly proxy: string; readonly agent: TunnelAgent } | undefined;

/** Connections are kept for the next request, as long as it goes through the same proxy. */
function agentFor(proxy: Proxy): TunnelAgent {
  const key = JSON.stringify(proxy);
  if (kept?.proxy !== key) {
    kept?.agent.destroy();
    kept = { proxy: key, agent: new TunnelAgent(proxy) };
  }
  return kept.agent;
}

/** How long a connection is kept for another request, in milliseconds: as long as `fetch` keeps its own. */
const keptFor = 4_000;

/** Speaks TLS with the service itself, inside of a connection that the proxy makes: it sees where to, and nothing else. */
class TunnelAgent extends https.Agent {
  readonly #proxy: Proxy;

  constructor(proxy: Proxy) {
    super({ keepAlive: true, timeout: keptFor });
    this.#proxy = proxy;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const { host = "", port = 443 } = options;
    const target = `${host?.includes(":") ? `[${host}]` : host}:${port}`;
    openTunnel(this.#proxy, target)
      .then((socket) => super.createConnection({ ...options, socket } as https.RequestOptions))
      .then(
        (stream) => {
          if (stream) callback?.(null, stream);
        },
        (error: unknown) => callback?.(error as Error, undefined as never),
      );
  }
}

/** The proxy is asked for no longer than this, in milliseconds: who waits for an answer gives up earlier. */
const patience = 30_000;

/** A connection to `target` that the proxy has made (RFC 9110, 9.3.6). */
function openTunnel({ address, authorization, isChecked }: Proxy, target: string): Promise<Duplex> {
  if (address.protocol !== "http:" && address.protocol !== "https:")
    return Promise.reject(proxyError("ERR_PROXY_KIND"));
  const lets = authorization ?? basicOf(address);
  const { request } = address.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request({
      host: address.hostname.replace(/^\[|\]$/g, ""),
      port: address.port || (address.protocol === "https:" ? 443 : 80),
      method: "CONNECT",
      path: target,
      headers: { host: target, ...(lets === undefined ? {} : { "proxy-authorization": lets }) },
      agent: false,
      timeout: patience,
      rejectUnauthorized: isChecked,
    });
    asked.once("connect", ({ statusCode }, socket, head) => {
      if (statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(proxyError(codeOf(statusCode ?? 0)));
    });
    asked.once("response", (answer) => {
      answer.destroy();
      reject(proxyError("ERR_PROXY_REFUSED"));
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", (error) => {
      reject(proxyError(isCertificateError(error) ? "ERR_PROXY_CERTIFICATE" : "ERR_PROXY_UNREACHABLE"));
    });
    asked.end();
  });
}

function codeOf(status: number): string {
  if (status === 407) return "ERR_PROXY_AUTHORIZATION";
  return status >= 500 ? "ERR_PROXY_GATEWAY" : "ERR_PROXY_REFUSED";
}

/** What stands before the `@` of an address. */
function basicOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
}

/** A text with a % that stands for nothing but itself is meant as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The code alone: an error of Node.js would quote the address. */
function proxyError(code: string): Error {
  return Object.assign(new Error("The proxy does not let the request through."), { code });
}

function isCertificateError(error: Error): boolean {
  return "code" in error && /CERT|SIGNATURE|SELF_SIGNED|ISSUER/.test(String(error.code));
}
