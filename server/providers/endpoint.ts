import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";

/** Where a service is: its base address without a slash at the end, the origin that a token is bound to, and its host. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly origin: string;
  readonly host: string;
}

/** Reads an endpoint. Only `https:` will do, and `http:` to this very machine. */
export function readEndpoint(text: string): Result<Endpoint> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return refuse("The endpoint is not an address such as https://secrets.example.com.");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    return refuse(`${url.host || "The endpoint"} has to be reached by https. Only this machine itself may be by http.`);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return refuse("The endpoint must hold neither a user name nor a password, and no ? or #.");
  // A ? or # with nothing after it is no part of it either.
  const baseUrl = (url.origin + url.pathname).replace(/\/+$/, "");
  return ok({ baseUrl, origin: url.origin, host: url.host });
}

/** Whether it is on one of these domains, or on this very machine. */
export function isWithin({ baseUrl }: Endpoint, domains: readonly string[]): boolean {
  const { hostname } = new URL(baseUrl);
  return isLoopback(hostname) || domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

function refuse(message: string) {
  return failed({ kind: "invalid", message, field: "endpoint" });
}

/** The names of this machine itself, as `URL` spells them: it writes every form of an address in the same way. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
