import type { Credential } from "../../shared/account";
import type { Failure, FailureKind, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Exchanged } from "./authorization";
import { pause } from "./clock";
import type { DeviceAnswer, SignInPlaces, TokenAnswer } from "./deviceSignInAnswers";
import { parseDeviceAnswer, parsePlaces, parseTokenAnswer } from "./deviceSignInAnswers";
import type { Http } from "./http";
import { createHttp } from "./http";
import type { DeviceSignIn, ProviderOptions } from "./provider";
import type { Dialect } from "./trouble";

/** A credential that a sign-in of OAuth 2.0 gave. */
export type OAuthCredential = Extract<Credential, { readonly kind: "oauth" }>;

/** What a sign-in of OAuth 2.0 can do at one service. */
export interface DeviceSignInClient {
  /** Asks for a code that the user confirms in the browser (RFC 8628). */
  readonly begin: (signal: AbortSignal) => Promise<Result<DeviceSignIn>>;
  /** Exchanges the refresh token for new tokens (RFC 6749, section 6). */
  readonly renew: (credential: OAuthCredential, signal: AbortSignal) => Promise<Result<Exchanged>>;
  /** Ends the credential at the service (RFC 7009). */
  readonly revoke: (credential: OAuthCredential, signal: AbortSignal) => Promise<Result<null>>;
}

export interface DeviceSignInOptions extends Pick<ProviderOptions, "endpoint" | "fetch" | "now" | "limits"> {
  /** How the service is called in messages. */
  readonly serviceName: string;
  readonly clientId: string;
  /** What is asked for, separated by spaces. */
  readonly scope: string;
  /** Waits so many milliseconds; false when the caller gave up meanwhile. */
  readonly sleep?: typeof pause;
}

const asked = { kind: "signIn" } as const;

/** A sign-in with the browser at a service that says at its well-known address where it takes requests (RFC 8414). */
export function createDeviceSignIn(options: DeviceSignInOptions): DeviceSignInClient {
  const { endpoint, fetch, limits, serviceName, clientId, scope } = options;
  const common = { fetch, limits, serviceName, dialect: dialectOf(serviceName) };
  const places = discovery(createHttp({ ...common, baseUrl: endpoint.baseUrl }), options);
  // Every place has been found to be of this origin.
  const http = createHttp({ ...common, baseUrl: endpoint.origin });
  return {
    begin: async (signal) => {
      const found = await places(signal);
      if (found.kind === "failed") return found;
      const request = {
        method: "POST",
        path: found.value.deviceAuthorization,
        form: { client_id: clientId, scope },
      } as const;
      const begun = await http.send({ ...request, asked }, (answer) => parseDeviceAnswer(answer, endpoint), signal);
      return begun.kind === "failed" ? begun : ok(signInWith(begun.value, { options, http, places: found.value }));
    },
    renew: async ({ refreshToken }, signal) => {
      const found = await places(signal);
      if (found.kind === "failed") return found;
      const form = { grant_type: "refresh_token", refresh_token: refreshToken, client_id: clientId };
      const request = { method: "POST", path: found.value.token, form, hide: [refreshToken], asked } as const;
      const renewed = await http.send(request, issuedIn, signal);
      return renewed.kind === "failed" ? renewed : ok(exchanged(renewed.value, refreshToken, options));
    },
    revoke: async ({ accessToken, refreshToken }, signal) => {
      const found = await places(signal);
      if (found.kind === "failed") return found;
      const { revocation } = found.value;
      if (revocation === undefined) return ok(null);
      const ended = refreshToken === "" ? accessToken : refreshToken;
      const hint = refreshToken === "" ? "access_token" : "refresh_token";
      const form = { token: ended, token_type_hint: hint, client_id: clientId };
      return http.send({ method: "POST", path: revocation, form, hide: [ended], asked }, () => null, signal);
    },
  };
}

/** Asks once where the service takes requests, and again after a failure. */
function discovery(http: Http, { endpoint, serviceName }: DeviceSignInOptions) {
  let known: SignInPlaces | undefined;
  return async (signal: AbortSignal): Promise<Result<SignInPlaces>> => {
    if (known !== undefined) return ok(known);
    const request = { method: "GET", path: "/.well-known/oauth-authorization-server", asked } as const;
    const found = await http.send(request, (answer) => parsePlaces(answer, endpoint.origin), signal);
    if (found.kind === "failed") return found;
    if (found.value.kind === "elsewhere") return failed(elsewhere(serviceName));
    known = found.value;
    return ok(known);
  };
}

/** A token that is sent to wherever an answer points is a token given away. */
function elsewhere(service: string): Failure {
  const message = `${service} points to another address to sign in at, which is not followed.`;
  return { kind: "refusedRedirect", message, field: "endpoint" };
}

interface Waiting {
  readonly options: DeviceSignInOptions;
  readonly http: Http;
  readonly places: SignInPlaces;
}

function signInWith(answer: DeviceAnswer, waiting: Waiting): DeviceSignIn {
  const until = waiting.options.now().getTime() + answer.expiresIn * 1000;
  const { userCode, verificationUri } = answer;
  return {
    code: { userCode, verificationUri, expiresAt: new Date(until).toISOString() },
    wait: (signal) => waitForUser(answer, until, waiting, signal),
  };
}

/** What a service asks for with `slow_down` (RFC 8628, section 3.5), in seconds. */
const slower = 5;

async function waitForUser(
  { deviceCode, interval: first }: DeviceAnswer,
  until: number,
  { options, http, places }: Waiting,
  signal: AbortSignal,
): Promise<Result<Credential>> {
  const { serviceName, clientId, now, sleep = pause } = options;
  const form = {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: deviceCode,
    client_id: clientId,
  };
  const request = { method: "POST", path: places.token, form, hide: [deviceCode], answers: [400], asked } as const;
  for (let interval = first, least = 0; ;) {
    const isWaiting = await sleep(Math.max(interval, least) * 1000, signal);
    if (!isWaiting) return failed(givenUp(serviceName));
    if (now().getTime() >= until) return failed(tooLate);
    const polled = await http.send(request, parseTokenAnswer, signal);
    if (polled.kind === "ok" && polled.value.kind === "issued") return ok(credentialOf(polled.value, "", options));
    const code = polled.kind === "ok" && polled.value.kind === "refused" ? polled.value.code : undefined;
    least = polled.kind === "failed" ? (polled.failure.retryAfterSeconds ?? 0) : 0;
    if (code === "authorization_pending") continue;
    if (code === undefined ? !mayPass(polled) : code !== "slow_down") return failed(refusal(polled, code, serviceName));
    interval += slower;
  }
}

/** A connection that breaks off for a moment does not end a sign-in: it is asked less often then (RFC 8628, section 3.5). */
function mayPass(polled: Result<unknown>): boolean {
  return polled.kind === "failed" && passing.has(polled.failure.kind);
}

const passing: ReadonlySet<FailureKind> = new Set(["timeout", "offline", "unavailable", "rateLimited"]);

function refusal(polled: Result<unknown>, code: string | undefined, service: string): Failure {
  if (polled.kind === "failed") return polled.failure;
  if (code === "expired_token") return tooLate;
  if (code === "access_denied") return { kind: "forbidden", message: `The sign-in to ${service} was refused there.` };
  return { kind: "invalid", message: `${service} does not sign in this way. Use an access token instead.` };
}

const tooLate: Failure = {
  kind: "timeout",
  message: "The code was not confirmed in time. Sign in again for a new one.",
};

function givenUp(service: string): Failure {
  return { kind: "cancelled", message: `The sign-in to ${service} was given up.` };
}

type Issued = Extract<TokenAnswer, { readonly kind: "issued" }>;

function issuedIn(answer: unknown): Issued | undefined {
  const parsed = parseTokenAnswer(answer);
  return parsed?.kind === "issued" ? parsed : undefined;
}

/** `before` is the refresh token that goes on to count where no new one was given. */
function credentialOf(
  { accessToken, refreshToken, expiresIn }: Issued,
  before: string,
  { now }: Pick<DeviceSignInOptions, "now">,
): OAuthCredential {
  const expiresAt = expiresIn === undefined ? "" : new Date(now().getTime() + expiresIn * 1000).toISOString();
  return { kind: "oauth", accessToken, refreshToken: refreshToken ?? before, expiresAt };
}

function exchanged(issued: Issued, before: string, options: DeviceSignInOptions): Exchanged {
  return {
    token: issued.accessToken,
    seconds: issued.expiresIn,
    renewed: credentialOf(issued, before, options),
  };
}

function dialectOf(service: string): Dialect {
  return {
    api: "a sign-in of OAuth 2.0",
    // What it says may hold what it was sent; the codes of RFC 6749 say enough.
    detailOf: () => undefined,
    kindOf: ({ problem }) => (isOver(problem) ? "unauthorized" : undefined),
    sentenceFor: ({ status, problem }) => {
      if (isOver(problem)) return `Your sign-in to ${service} has ended. Sign in again.`;
      return status === 400 || status === 401 ? `${service} refuses to sign in this way.` : undefined;
    },
    lookedFor: () => "sign-in with the browser at this address",
  };
}

/** The refresh token is used up, revoked or too old. */
function isOver(problem: unknown): boolean {
  const answer = parseTokenAnswer(problem);
  return answer?.kind === "refused" && answer.code === "invalid_grant";
}
