import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { providerDescriptions } from "../../shared/providers";
import type { Authorization } from "./authorization";
import { exchangedAuthorization } from "./authorization";
import type { Http, HttpRequest, Lenient } from "./http";
import { createHttp } from "./http";
import { parseLogin } from "./infisicalAnswers";
import type { InfisicalPlace } from "./infisicalDialect";
import { infisicalDialect, isUnknownRoute } from "./infisicalDialect";
import type { ProviderOptions } from "./provider";
import type { SharedTokens } from "./sharedTokens";
import { openSharedTokens } from "./sharedTokens";

const { label, places } = providerDescriptions.infisical;

/** Which of two generations of routes a server speaks: the older one came with v3 of secrets, the newer one with v4. */
type Generation = "newer" | "older";

/** Asks for one kind of thing, by whichever route the server knows. */
export interface Route {
  readonly known: () => Generation | undefined;
  readonly send: <T>(
    requestIn: (generation: Generation) => HttpRequest & Lenient<T>,
    parse: (answer: unknown) => T | undefined,
    signal: AbortSignal,
  ) => Promise<Result<T>>;
}

/** One folder of a project at one Infisical, and the way there. */
export interface InfisicalRoutes {
  readonly place: InfisicalPlace;
  /** How it is called in messages. */
  readonly service: string;
  readonly http: Http;
  readonly projects: Route;
  readonly folders: Route;
  readonly secrets: Route;
  /** Ends the token that a machine identity was exchanged for. */
  readonly revoke: (signal: AbortSignal) => Promise<Result<null>>;
}

/** The way to one Infisical, whatever its age. */
export function openInfisical(options: ProviderOptions): InfisicalRoutes {
  const { account, endpoint, fetch, limits } = options;
  const place: InfisicalPlace = { project: account.project, folder: wholePath(account.folder ?? "/") };
  const isCloud = places.some((known) => known.endpoint === endpoint.baseUrl);
  const service = isCloud ? label : `${label} at ${endpoint.host}`;
  const dialect = infisicalDialect(place);
  const way = { baseUrl: endpoint.baseUrl, fetch, serviceName: service, dialect, limits };
  const anybody = createHttp(way);
  // Three wrong ones in a row lock a machine identity for everybody who uses it.
  const shared = openSharedTokens({ ...options, refusedFor: Infinity });
  const http = createHttp({ ...way, authorization: authorizationOf(options, anybody, shared) });
  const projects = createRoute(http);
  // A server that has workspaces still has none of the newer routes, so that they need not be tried.
  const orAsOldAs = () => (projects.known() === "older" ? "older" : undefined);
  return {
    place,
    service,
    http,
    projects,
    folders: createRoute(http, orAsOldAs),
    secrets: createRoute(http, orAsOldAs),
    revoke: async (signal) => {
      const token = shared.take(await options.credential().catch(() => null));
      return token === undefined ? ok(null) : endOf(token, anybody, signal);
    },
  };
}

/** A path of folders as Infisical writes it: with a slash at its beginning and none at its end, but for the root itself. */
export function wholePath(path: string): string {
  return `/${path}`.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");
}

const unknownRoute = Symbol("unknown route");

/** Tries the newer route, then the older one, and remembers which of them answered. */
function createRoute(http: Http, hint: () => Generation | undefined = () => undefined): Route {
  let known: Generation | undefined;
  return {
    known: () => known,
    send: async <T>(
      requestIn: (generation: Generation) => HttpRequest & Lenient<T>,
      parse: (answer: unknown) => T | undefined,
      signal: AbortSignal,
    ) => {
      if ((known ?? hint()) !== "older") {
        const request = requestIn("newer");
        const refused: Lenient<T | typeof unknownRoute>["refused"] = (refusal) =>
          isUnknownRoute(refusal) ? unknownRoute : request.refused?.(refusal);
        const result = await http.send<T | typeof unknownRoute>({ ...request, refused }, parse, signal);
        if (result.kind === "failed") return result;
        if (result.value !== unknownRoute) {
          known = "newer";
          return ok(result.value);
        }
      }
      const result = await http.send(requestIn("older"), parse, signal);
      if (result.kind === "ok") known = "older";
      return result;
    },
  };
}

/** Tokens go as they are; a machine identity is exchanged for one. */
function authorizationOf(
  { credential, renewed, now }: ProviderOptions,
  http: Http,
  shared: SharedTokens,
): Authorization {
  return exchangedAuthorization({
    credential,
    renewed,
    now,
    tokenIn: (given) => (given.kind === "token" ? given.token : undefined),
    exchange: async (given, signal) => {
      if (given.kind !== "client") return failed(wrongKind);
      const { clientId, clientSecret } = given;
      const request = {
        method: "POST",
        path: "/api/v1/auth/universal-auth/login",
        body: { clientId, clientSecret },
        hide: [clientSecret],
        asked: { kind: "signIn" },
      } as const;
      return shared.tokenFor(given, () => http.send(request, parseLogin, signal));
    },
  });
}

function endOf(accessToken: string, http: Http, signal: AbortSignal): Promise<Result<null>> {
  const request = { method: "POST", path: "/api/v1/auth/token/revoke", body: { accessToken } } as const;
  return http.send({ ...request, hide: [accessToken], asked: { kind: "signIn" } }, () => null, signal);
}

const wrongKind = {
  kind: "unauthorized",
  message: "Infisical takes a machine identity or a token. Sign in again.",
  field: "token",
} as const;
