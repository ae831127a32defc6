/** Whether a token of a sign-in lets a request in. */
export type Identifier = (token: string) => boolean;

/** The sign-in with the browser (RFC 8628) of a service, with the user on the other side of it. */
export interface SignInDesk {
  /** The answer to a request that is about signing in; undefined for any other. */
  readonly answer: (request: Request) => Promise<Response | undefined>;
  readonly identify: Identifier;
  /** The user confirms or refuses what waits to be confirmed; opening the page of a code confirms it as well. */
  readonly decide: (decision: "confirmed" | "denied" | "expired") => void;
  /** What the next questions of a waiting client are answered with, in turn. */
  readonly next: (...codes: readonly string[]) => void;
  /** Access tokens of later sign-ins last this long, in seconds, and come with a refresh token; without, they just last. */
  readonly lastFor: (seconds: number | undefined) => void;
  /** Fields of the metadata that differ from the proper ones. */
  readonly metadata: Record<string, unknown>;
  /** Fields of the answer with the code that differ from the proper ones. */
  readonly codeAnswer: Record<string, unknown>;
  /** Tokens that were told to be of no use any more. */
  readonly revoked: readonly string[];
  /** No token counts any more. */
  readonly expire: () => void;
  /** From now on, whoever comes again with a refresh token that was used up ends the sign-in for all (RFC 9700, section 4.14.2). */
  readonly endOnReuse: (ends?: boolean) => void;
}

/** What the service knows of tokens. Each kind is a set, as a service that has to forget them would have it. */
interface Desk {
  readonly codes: Map<string, "waiting" | "confirmed" | "denied" | "expired">;
  readonly accessTokens: Set<string>;
  readonly refreshTokens: Set<string>;
  readonly replies: string[];
  readonly revoked: string[];
  readonly metadata: Record<string, unknown>;
  readonly codeAnswer: Record<string, unknown>;
  readonly used: Set<string>;
  seconds: number | undefined;
  endsOnReuse: boolean;
  made: number;
}

/** The desk of the service at `url`. */
export function createSignInDesk(url: () => string): SignInDesk {
  const desk: Desk = {
    codes: new Map(),
    accessTokens: new Set(),
    refreshTokens: new Set(),
    replies: [],
    revoked: [],
    metadata: {},
    codeAnswer: {},
    used: new Set(),
    seconds: undefined,
    endsOnReuse: false,
    made: 0,
  };
  return {
    answer: async (request) => answerOf(request, desk, url()),
    identify: (token) => desk.accessTokens.has(token),
    decide: (decision) => {
      for (const code of desk.codes.keys()) desk.codes.set(code, decision);
    },
    next: (...codes) => {
      desk.replies.push(...codes);
    },
    lastFor: (seconds) => {
      desk.seconds = seconds;
    },
    metadata: desk.metadata,
    codeAnswer: desk.codeAnswer,
    revoked: desk.revoked,
    expire: () => {
      forgetAll(desk);
    },
    endOnReuse: (ends = true) => {
      desk.endsOnReuse = ends;
    },
  };
}

async function answerOf(request: Request, desk: Desk, url: string): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /.well-known/oauth-authorization-server":
      return Response.json({ ...metadataAt(url), ...desk.metadata });
    case "GET /auth/device":
      return confirmInBrowser(desk, searchParams.get("code") ?? "");
    case "POST /oauth/device_authorization":
      return withForm(request, () => begin(desk, url));
    case "POST /oauth/token":
      return withForm(request, (form) => token(desk, form));
    case "POST /oauth/revoke":
      return withForm(request, (form) => revoke(desk, form));
    default:
      return undefined;
  }
}

function metadataAt(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    registration_endpoint: `${url}/oauth/register`,
    device_authorization_endpoint: `${url}/oauth/device_authorization`,
    revocation_endpoint: `${url}/oauth/revoke`,
    grant_types_supported: ["authorization_code", "refresh_token", deviceGrant],
    code_challenge_methods_supported: ["S256"],
  };
}

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** These routes take forms and nothing else. */
async function withForm(request: Request, answer: (form: URLSearchParams) => Response): Promise<Response> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return refused("invalid_request");
  return answer(new URLSearchParams(await request.text()));
}

function begin(desk: Desk, url: string): Response {
  const deviceCode = `device-code-${++desk.made}`;
  desk.codes.set(deviceCode, "waiting");
  const userCode = "WDJB-MJHT";
  return Response.json({
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: `${url}/auth/device`,
    verification_uri_complete: `${url}/auth/device?code=${userCode}`,
    expires_in: 300,
    interval: 0.1,
    ...desk.codeAnswer,
  });
}

function confirmInBrowser(desk: Desk, code: string): Response {
  if (code !== "") for (const deviceCode of desk.codes.keys()) desk.codes.set(deviceCode, "confirmed");
  const page = "<!doctype html><title>Signed in</title><p>You can close this page and go back to your editor.";
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function token(desk: Desk, form: URLSearchParams): Response {
  if (form.get("grant_type") === "refresh_token") return refresh(desk, form.get("refresh_token") ?? "");
  if (form.get("grant_type") !== deviceGrant) return refused("unsupported_grant_type");
  const reply = desk.replies.shift();
  if (reply !== undefined) return refused(reply);
  const code = form.get("device_code") ?? "";
  switch (desk.codes.get(code)) {
    case "waiting":
      return refused("authorization_pending");
    case "denied":
      return refused("access_denied");
    case "expired":
      return refused("expired_token");
    case "confirmed":
      desk.codes.delete(code);
      return issued(desk);
    case undefined:
      return refused("invalid_grant");
  }
}

/** A refresh token counts once. */
function refresh(desk: Desk, given: string): Response {
  if (desk.refreshTokens.delete(given)) {
    desk.used.add(given);
    return issued(desk);
  }
  if (desk.endsOnReuse && desk.used.has(given)) forgetAll(desk);
  return refused("invalid_grant");
}

function forgetAll({ accessTokens, refreshTokens }: Desk): void {
  accessTokens.clear();
  refreshTokens.clear();
}

/** A session of the browser lasts without being renewed, and says nothing of how long. */
function issued(desk: Desk): Response {
  const accessToken = `access-${++desk.made}`;
  desk.accessTokens.add(accessToken);
  const common = { access_token: accessToken, token_type: "Bearer", team_id: "team_1" };
  if (desk.seconds === undefined) return Response.json(common);
  const refreshToken = `infrt-${desk.made}`;
  desk.refreshTokens.add(refreshToken);
  return Response.json({
    ...common,
    expires_in: desk.seconds,
    refresh_token: refreshToken,
    scope: "secrets:read secrets:write",
  });
}

/** Whether it was known or not (RFC 7009). */
function revoke(desk: Desk, form: URLSearchParams): Response {
  const given = form.get("token") ?? "";
  desk.accessTokens.delete(given);
  desk.refreshTokens.delete(given);
  desk.revoked.push(given);
  return new Response(null, { status: 200 });
}

function refused(error: string): Response {
  return Response.json({ error, error_description: `The service says ${error}` }, { status: 400 });
}
