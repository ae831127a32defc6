import { createHash } from "node:crypto";
import type { Credential } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Authorization, Exchanged } from "./authorization";
import { exchangedAuthorization } from "./authorization";
import { countOf, fieldsOf, textOf } from "./fields";
import type { Http } from "./http";
import type { ProviderOptions } from "./provider";

/** How requests are let in. */
export interface VaultSignIn {
  readonly authorization: Authorization;
  /** How many tokens a role was exchanged for: it goes up when one was refused and another one was had. */
  readonly tokens: () => number;
  /** Ends the token that a role was exchanged for. One that the user brought may be needed elsewhere. */
  readonly revoke: (signal: AbortSignal) => Promise<Result<null>>;
}

interface Login {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * The tokens that roles were exchanged for, for as long as this process runs: a secret ID may be good for a few sign-ins only,
 * and a dialog opens several providers one after the other.
 */
const sharedLogins = new Map<string, Login>();

/** Tokens as they are, and roles by way of `http`, which lets in nobody itself. */
export function createVaultSignIn(options: ProviderOptions, http: Http): VaultSignIn {
  const { now, endpoint } = options;
  let tokens = 0;
  let given = "";

  const logIn = async (credential: Credential, signal: AbortSignal): Promise<Result<Exchanged>> => {
    if (credential.kind !== "client") return failed(unusable);
    const key = keyOf(endpoint.baseUrl, credential);
    const shared = sharedLogins.get(key);
    // Whoever asks again for a token that still lasts was refused with it.
    if (shared !== undefined && shared.token !== given && shared.until > now().getTime() + early) {
      given = shared.token;
      tokens++;
      return ok({ token: shared.token, seconds: secondsUntil(shared.until, now()) });
    }
    const { clientId, clientSecret } = credential;
    const body = { role_id: clientId, secret_id: clientSecret };
    const request = { method: "POST", path: "/v1/auth/approle/login", body, hide: [clientSecret] } as const;
    const result = await http.send({ ...request, asked: { kind: "signIn" } }, parseLogin, signal);
    if (result.kind === "failed") return result;
    tokens++;
    const { token, seconds } = result.value;
    given = token;
    sharedLogins.set(key, { token, until: seconds === undefined ? Infinity : now().getTime() + seconds * 1000 });
    return result;
  };

  return {
    authorization: exchangedAuthorization({
      ...options,
      tokenIn: (credential) => (credential.kind === "token" ? credential.token : undefined),
      exchange: logIn,
      headersOf: (token) => ({ "x-vault-token": token }),
    }),
    tokens: () => tokens,
    revoke: async (signal) => {
      const credential = await options.credential().catch(() => null);
      const key = credential?.kind === "client" ? keyOf(endpoint.baseUrl, credential) : "";
      const login = sharedLogins.get(key);
      sharedLogins.delete(key);
      return login === undefined ? ok(null) : endOf(login.token, http, signal);
    },
  };
}

function endOf(token: string, http: Http, signal: AbortSignal): Promise<Result<null>> {
  const headers = { "x-vault-token": token };
  const request = { method: "POST", path: "/v1/auth/token/revoke-self", headers, hide: [token] } as const;
  return http.send({ ...request, asked: { kind: "signIn" } }, () => null, signal);
}

/** A token is had anew this long before it ends, in milliseconds. */
const early = 60_000;

const unusable = {
  kind: "unauthorized",
  message: "Vault takes a token, or the role ID and secret ID of an AppRole.",
  field: "token",
} as const;

function keyOf(baseUrl: string, credential: Credential): string {
  return createHash("sha256")
    .update(JSON.stringify([baseUrl, credential]))
    .digest("hex");
}

function secondsUntil(until: number, now: Date): number | undefined {
  return until === Infinity ? undefined : (until - now.getTime()) / 1000;
}

/** A duration of 0 means that the token does not end by itself. */
function parseLogin(answer: unknown): Exchanged | undefined {
  const auth = fieldsOf(fieldsOf(answer)?.["auth"]);
  const token = textOf(auth, "client_token");
  const seconds = countOf(auth, "lease_duration");
  if (!token || seconds === undefined) return undefined;
  return { token, seconds: seconds === 0 ? undefined : seconds };
}
