import type { Credential } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Authorization, Exchanged } from "./authorization";
import { exchangedAuthorization } from "./authorization";
import { countOf, fieldsOf, textOf } from "./fields";
import type { Http } from "./http";
import type { ProviderOptions } from "./provider";
import { openSharedTokens } from "./sharedTokens";

/** How requests are let in. */
export interface VaultSignIn {
  readonly authorization: Authorization;
  /** How many tokens a role was exchanged for: it goes up when one was refused and another one was had. */
  readonly tokens: () => number;
  /** Ends the token that a role was exchanged for. One that the user brought may be needed elsewhere. */
  readonly revoke: (signal: AbortSignal) => Promise<Result<null>>;
}

/** Lets in with tokens as they are, and with roles by way of `http`, which lets in nobody itself. */
export function createVaultSignIn(options: ProviderOptions, http: Http): VaultSignIn {
  const shared = openSharedTokens({ ...options, refusedFor });
  let tokens = 0;

  const exchange = async (credential: Credential, signal: AbortSignal): Promise<Result<Exchanged>> => {
    if (credential.kind !== "client") return failed(unusable);
    const { clientId, clientSecret } = credential;
    const body = { role_id: clientId, secret_id: clientSecret };
    const request = { method: "POST", path: "/v1/auth/approle/login", body, hide: [clientSecret] } as const;
    const result = await shared.tokenFor(credential, () =>
      http.send({ ...request, asked: { kind: "signIn" } }, parseLogin, signal),
    );
    if (result.kind === "ok") tokens++;
    return result;
  };

  return {
    authorization: exchangedAuthorization({
      ...options,
      tokenIn: (credential) => (credential.kind === "token" ? credential.token : undefined),
      exchange,
      headersOf: (token) => ({ "x-vault-token": token }),
    }),
    tokens: () => tokens,
    revoke: async (signal) => {
      const token = shared.take(await options.credential().catch(() => null));
      return token === undefined ? ok(null) : endOf(token, http, signal);
    },
  };
}

/**
 * Five wrong ones within fifteen minutes lock a role for everybody who uses it:
 * https://developer.hashicorp.com/vault/docs/concepts/user-lockout
 */
const refusedFor = 16 * 60_000;

function endOf(token: string, http: Http, signal: AbortSignal): Promise<Result<null>> {
  const headers = { "x-vault-token": token };
  const request = { method: "POST", path: "/v1/auth/token/revoke-self", headers, hide: [token] } as const;
  return http.send({ ...request, asked: { kind: "signIn" } }, () => null, signal);
}

const unusable = {
  kind: "unauthorized",
  message: "Vault takes a token, or the role ID and secret ID of an AppRole.",
  field: "token",
} as const;

/** A duration of 0 means that the token does not end by itself. */
function parseLogin(answer: unknown): Exchanged | undefined {
  const auth = fieldsOf(fieldsOf(answer)?.["auth"]);
  const token = textOf(auth, "client_token");
  const seconds = countOf(auth, "lease_duration");
  if (!token || seconds === undefined) return undefined;
  return { token, seconds: seconds === 0 ? undefined : seconds };
}
