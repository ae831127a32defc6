import { createHash } from "node:crypto";
import type { Credential } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { ok } from "../../shared/failure";
import type { Exchanged } from "./authorization";
import type { Endpoint } from "./endpoint";
import { createOnce } from "./sharedRequests";

/** Tokens that credentials were exchanged for, as one provider is given them. */
export interface SharedTokens {
  /**
   * The token that the credential was exchanged for before, whoever asked; `exchange` is called where there is none that lasts. A
   * credential that was refused is refused again for a while, and nobody is asked: services lock out for too many wrong ones.
   */
  readonly tokenFor: (credential: Credential, exchange: () => Promise<Result<Exchanged>>) => Promise<Result<Exchanged>>;
  /** Takes the token away from everybody, so that it can be ended. */
  readonly take: (credential: Credential | null) => string | undefined;
}

interface Lasting {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * The tokens for as long as this process runs: a client secret or a secret ID may be good for a few sign-ins only, and a dialog
 * opens several providers one after the other.
 */
const shared = new Map<string, Lasting>();

/** Exchanges for which several may wait. */
const once = createOnce<Result<Exchanged>>();

/** A token is had anew this long before it ends, in milliseconds. */
const early = 60_000;

export interface SharedTokensOptions {
  readonly endpoint: Endpoint;
  readonly now: () => Date;
  /** How long a refusal counts, in milliseconds. */
  readonly refusedFor: number;
}

/** The tokens of one service. */
export function openSharedTokens({ endpoint: { baseUrl }, now, refusedFor }: SharedTokensOptions): SharedTokens {
  let given = "";
  let refusal: { readonly key: string; readonly result: Result<Exchanged>; readonly until: number } | undefined;
  return {
    tokenFor: async (credential, exchange) => {
      const key = keyOf(baseUrl, credential);
      const time = now().getTime();
      if (refusal?.key === key && time < refusal.until) return refusal.result;
      const known = shared.get(key);
      // Whoever asks again for a token that still lasts was refused with it.
      if (known !== undefined && known.token !== given && known.until > time + early) {
        given = known.token;
        return ok({ token: known.token, seconds: secondsUntil(known.until, now()) });
      }
      const result = await once(key, exchange);
      if (result.kind === "failed") {
        if (result.failure.kind === "unauthorized") refusal = { key, result, until: time + refusedFor };
        return result;
      }
      const { token, seconds } = result.value;
      given = token;
      shared.set(key, { token, until: seconds === undefined ? Infinity : now().getTime() + seconds * 1000 });
      return result;
    },
    take: (credential) => {
      const key = credential === null ? "" : keyOf(baseUrl, credential);
      const token = shared.get(key)?.token;
      shared.delete(key);
      return token;
    },
  };
}

function keyOf(baseUrl: string, credential: Credential): string {
  return createHash("sha256")
    .update(JSON.stringify([baseUrl, credential]))
    .digest("hex");
}

function secondsUntil(until: number, now: Date): number | undefined {
  return until === Infinity ? undefined : (until - now.getTime()) / 1000;
}
