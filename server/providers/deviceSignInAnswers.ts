import type { Endpoint } from "./endpoint";
import { fieldsOf, textOf } from "./fields";
import type { Fields } from "./fields";

/** The paths at which a service takes requests, all of its own origin. */
export interface SignInPlaces {
  readonly kind: "here";
  readonly deviceAuthorization: string;
  readonly token: string;
  readonly revocation: string | undefined;
}

/** Metadata of an authorization server (RFC 8414), if all of it is of this origin. */
export function parsePlaces(
  answer: unknown,
  origin: string,
): SignInPlaces | { readonly kind: "elsewhere" } | undefined {
  const fields = fieldsOf(answer);
  const issuer = textOf(fields, "issuer");
  const deviceAuthorization = textOf(fields, "device_authorization_endpoint");
  const token = textOf(fields, "token_endpoint");
  const revocation = textOf(fields, "revocation_endpoint", "");
  if (!issuer || !deviceAuthorization || !token || revocation === undefined) return undefined;
  const places = [issuer, deviceAuthorization, token, ...(revocation === "" ? [] : [revocation])];
  if (!places.every((place) => isAt(place, origin))) return { kind: "elsewhere" };
  return {
    kind: "here",
    deviceAuthorization: pathOf(deviceAuthorization),
    token: pathOf(token),
    revocation: revocation === "" ? undefined : pathOf(revocation),
  };
}

function isAt(address: string, origin: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin;
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** What a user confirms in the browser, and what is asked meanwhile. */
export interface DeviceAnswer {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  /** In seconds, as is `interval`. */
  readonly expiresIn: number;
  readonly interval: number;
}

/** What a service counts from when it does not say (RFC 8628, section 3.2), in seconds. */
const usualInterval = 5;
const shortestInterval = 0.1;

/** The answer to a request for a code (RFC 8628, section 3.2). */
export function parseDeviceAnswer(answer: unknown, endpoint: Endpoint): DeviceAnswer | undefined {
  const fields = fieldsOf(answer);
  const deviceCode = tokenOf(fields, "device_code");
  const userCode = textOf(fields, "user_code");
  const page = pageOf(textOf(fields, "verification_uri"), endpoint);
  const complete = pageOf(textOf(fields, "verification_uri_complete"), endpoint);
  const expiresIn = secondsOf(fields, "expires_in");
  const interval = secondsOf(fields, "interval") ?? usualInterval;
  if (deviceCode === undefined || page === undefined || expiresIn === undefined) return undefined;
  // It is read to the user, and typed.
  if (userCode === undefined || !/^[A-Za-z0-9][A-Za-z0-9 -]{0,31}$/.test(userCode)) return undefined;
  const verificationUri = complete?.origin === page.origin ? complete.href : page.href;
  return { deviceCode, userCode, verificationUri, expiresIn, interval: Math.max(interval, shortestInterval) };
}

/** A page that may be opened in a browser: by `https:`, or at the service itself, which may be on this very machine. */
function pageOf(address: string | undefined, { origin }: Endpoint): URL | undefined {
  const page = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  if (page?.username !== "" || page.password !== "") return undefined;
  return page.protocol === "https:" || page.origin === origin ? page : undefined;
}

/** What a token endpoint says: tokens, or one of the codes of RFC 6749 and RFC 8628. */
export type TokenAnswer =
  | {
      readonly kind: "issued";
      readonly accessToken: string;
      readonly refreshToken: string | undefined;
      /** In seconds; absent when the service does not say. */
      readonly expiresIn: number | undefined;
    }
  | { readonly kind: "refused"; readonly code: string };

/** The answer of a token endpoint. */
export function parseTokenAnswer(answer: unknown): TokenAnswer | undefined {
  const fields = fieldsOf(answer);
  const code = textOf(fields, "error");
  if (code !== undefined) return { kind: "refused", code };
  const accessToken = tokenOf(fields, "access_token");
  const type = textOf(fields, "token_type", "bearer");
  if (accessToken === undefined || type?.toLowerCase() !== "bearer") return undefined;
  const refreshToken = tokenOf(fields, "refresh_token");
  return { kind: "issued", accessToken, refreshToken, expiresIn: secondsOf(fields, "expires_in") };
}

const maxTokenLength = 16_384;

/** What fits into a header. */
function tokenOf(fields: Fields, key: string): string | undefined {
  const token = fields?.[key];
  if (typeof token !== "string" || token.length > maxTokenLength) return undefined;
  return /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

/** More than this is no lifetime, but a mistake. */
const maxSeconds = 10 * 365 * 24 * 60 * 60;

function secondsOf(fields: Fields, key: string): number | undefined {
  const seconds = fields?.[key];
  return typeof seconds === "number" && seconds > 0 && seconds <= maxSeconds ? seconds : undefined;
}
