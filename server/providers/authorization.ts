import type { Credential } from "../../shared/account";
import type { Failure, Result } from "../../shared/failure";
import { ok } from "../../shared/failure";

/** A request as it will be sent, for whoever has to sign it. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: string;
}

/** Lets requests in. */
export interface Authorization {
  /** The headers that let this request in. */
  readonly headersFor: (request: OutgoingRequest, signal: AbortSignal) => Promise<Authorized>;
  /** Told when the service refuses a request, with the `secrets` it was let in by; answers whether it is worth another try. */
  readonly renew?: (secrets: readonly string[]) => Promise<boolean>;
}

/** Headers, or why there are none. `secrets` are texts that no message may repeat. */
export type Authorized =
  | {
      readonly kind: "ok";
      readonly headers: Readonly<Record<string, string>>;
      readonly secrets: readonly string[];
    }
  | { readonly kind: "noToken" | "badToken" }
  | { readonly kind: "failed"; readonly failure: Failure };

type HeadersOf = (token: string) => Readonly<Record<string, string>>;

/** `Authorization: Bearer …` (RFC 6750). */
const bearer: HeadersOf = (token) => ({ authorization: `Bearer ${token}` });

/** The headers with this token, if it fits into one. */
function withToken(token: string | null, headersOf: HeadersOf): Authorized {
  if (token === null) return { kind: "noToken" };
  // Anything else would make `fetch` throw an error that quotes it.
  if (!/^[\x21-\x7e]+$/.test(token)) return { kind: "badToken" };
  return { kind: "ok", headers: headersOf(token), secrets: [token] };
}

/** A token that is asked for with each request. */
export function tokenAuthorization(token: () => Promise<string | null>, headersOf = bearer): Authorization {
  return { headersFor: async () => withToken(await token().catch(() => null), headersOf) };
}

/** A token that a credential was exchanged for, and how long it lasts. */
export interface Exchanged {
  readonly token: string;
  /** From now; absent when the service does not say. */
  readonly seconds?: number | undefined;
  /** The credential that is to be kept from now on, where the exchange used up the old one. */
  readonly renewed?: Credential;
}

/** How to get from a credential to a token. */
export interface Exchange {
  readonly credential: () => Promise<Credential | null>;
  /** The token in a credential that needs no exchange; undefined for one that does, and once that token was `refused`. */
  readonly tokenIn: (credential: Credential, refused: boolean) => string | undefined;
  /** `isReplaced` says whether there is another one by now, as another window may have brought it. */
  readonly exchange: (
    credential: Credential,
    signal: AbortSignal,
    isReplaced: () => Promise<boolean>,
  ) => Promise<Result<Exchanged>>;
  readonly renewed?: (credential: Credential) => void;
  readonly now: () => Date;
  readonly headersOf?: HeadersOf;
}

/** Tokens are renewed this long before they end, in milliseconds: a request takes a while to arrive. */
const early = 30_000;

/**
 * Exchanges a credential for a token when one is needed, keeps that in memory for as long as it lasts, and does so once for
 * all requests that wait. A refused token is exchanged once more.
 */
export function exchangedAuthorization(way: Exchange): Authorization {
  const { headersOf = bearer } = way;
  let held: { readonly of: string; readonly token: string; readonly until: number } | undefined;
  let refused: string | undefined;
  // A renewal uses a credential up, and whoever keeps it may take a moment to keep the new one in its place.
  const usedUp = new Set<string>();
  let latest: Credential | null = null;
  let underWay: { readonly of: string; readonly result: Promise<Result<Exchanged>> } | undefined;

  const exchange = async (credential: Credential, of: string): Promise<Result<Exchanged>> => {
    // Whoever gives up must not take it from the others, so nobody's signal goes along; its limits end it.
    const isReplaced = async () => JSON.stringify(await credentialNow()) !== of;
    const result = await way.exchange(credential, new AbortController().signal, isReplaced);
    if (result.kind === "failed") return result;
    const { token, seconds, renewed } = result.value;
    const until = seconds === undefined ? Infinity : way.now().getTime() + seconds * 1000 - early;
    held = { of: renewed === undefined ? of : JSON.stringify(renewed), token, until };
    if (renewed !== undefined) {
      usedUp.add(of);
      latest = renewed;
      // Whoever signed in meanwhile, here or in another window, may be somebody else.
      const kept = await way.credential().catch(() => null);
      if (kept === null || usedUp.has(JSON.stringify(kept))) way.renewed?.(renewed);
    }
    return result;
  };

  const credentialNow = async (): Promise<Credential | null> => {
    const given = await way.credential().catch(() => null);
    return given !== null && usedUp.has(JSON.stringify(given)) ? latest : given;
  };

  const tokenFor = async (credential: Credential, isLast = false): Promise<Result<string>> => {
    const of = JSON.stringify(credential);
    if (held?.of === of && way.now().getTime() < held.until) return ok(held.token);
    const given = way.tokenIn(credential, refused === of);
    if (given !== undefined) return ok(given);
    if (underWay?.of !== of) {
      const result = exchange(credential, of).finally(() => {
        underWay = undefined;
      });
      underWay = { of, result };
    }
    const result = await underWay.result;
    if (result.kind === "ok") return ok(result.value.token);
    // Another window may have used it up, and have kept the one in its place.
    const next = isLast ? null : await credentialNow();
    return next === null || JSON.stringify(next) === of ? result : tokenFor(next, true);
  };

  return {
    headersFor: async () => {
      const credential = await credentialNow();
      if (credential === null) return { kind: "noToken" };
      const token = await tokenFor(credential);
      return token.kind === "ok" ? withToken(token.value, headersOf) : token;
    },
    renew: async (secrets) => {
      const credential = await credentialNow();
      if (credential === null || way.tokenIn(credential, true) !== undefined) return false;
      // Of several requests with one token, the first to be refused has another one had.
      if (held !== undefined && !secrets.includes(held.token)) return true;
      refused = JSON.stringify(credential);
      held = undefined;
      return true;
    },
  };
}
