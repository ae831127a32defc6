import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import type { SelfSigned } from "./certificate";

/** A proxy on loopback, and what it was asked for. */
export interface ProxyServer {
  /** Without name and password. */
  readonly url: string;
  /** The targets of `CONNECT`, as they were written. */
  readonly targets: readonly string[];
  /** What came in `Proxy-Authorization`; empty where nothing did. */
  readonly authorizations: readonly string[];
  readonly stop: () => Promise<void>;
}

/** How a test wants it. */
export interface ProxyOptions {
  /** What `Proxy-Authorization` has to say; anybody is let through where it is absent. */
  readonly authorization?: string;
  /** What it answers instead of a connection. */
  readonly refuses?: number;
  /** With one it speaks TLS itself. */
  readonly certificate?: SelfSigned;
  /** The port that every connection is led to, whatever the host: so a test has hosts that there are not. */
  readonly leadsTo?: number;
}

/** Starts a proxy that makes tunnels (RFC 9110, 9.3.6) and nothing else. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
  const { authorization, refuses, certificate, leadsTo } = options;
  const targets: string[] = [];
  const authorizations: string[] = [];
  const sockets = new Set<Socket>();
  const server = certificate === undefined ? createServer() : createSecureServer(certificate);
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    const target = request.url ?? "";
    const given = request.headers["proxy-authorization"] ?? "";
    targets.push(target);
    authorizations.push(given);
    const status = refuses ?? (authorization !== undefined && given !== authorization ? 407 : 200);
    socket.on("error", () => socket.destroy());
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(leadsTo ?? Number(target.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(upstream).pipe(socket);
    });
    sockets.add(upstream);
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `${certificate === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    authorizations,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
