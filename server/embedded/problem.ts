/** How the Secrets API names what went wrong. On the wire it is the end of the problem's `type`. */
export type ProblemCode = keyof typeof kinds;

/** A refusal as data. `detail` is a sentence for people; it never holds a value, a token or a stack. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  /** Which parts of the body were wrong, as JSON pointers. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly retryAfterSeconds?: number;
}

/** What something gives back that the service may refuse. */
export type Outcome<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "refused"; readonly problem: Problem };

/** What the `type` of every problem of the Secrets API starts with. */
export const problemTypePrefix = "urn:secrets-api:problem:";

/** Status and title of each problem. */
const kinds = {
  unauthorized: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  managed: { status: 403, title: "Managed by the service" },
  "not-found": { status: 404, title: "Not found" },
  "already-exists": { status: 409, title: "Already exists" },
  "environment-in-use": { status: 409, title: "Environment in use" },
  "changed-meanwhile": { status: 412, title: "Changed meanwhile" },
  "too-large": { status: 413, title: "Too large" },
  invalid: { status: 422, title: "Invalid request" },
  "rate-limited": { status: 429, title: "Too many requests" },
  storage: { status: 500, title: "Storage failed" },
  unavailable: { status: 503, title: "Not available now" },
} as const;

/** A refusal with its reason in words. */
export function refused(code: ProblemCode, detail: string): { readonly kind: "refused"; readonly problem: Problem } {
  return { kind: "refused", problem: { code, detail } };
}

/** A refusal of one part of the body. */
export function invalid(pointer: string, detail: string): { readonly kind: "refused"; readonly problem: Problem } {
  return { kind: "refused", problem: { code: "invalid", detail, errors: [{ pointer, detail }] } };
}

/** A result that holds a value. */
export function done<T>(value: T): { readonly kind: "ok"; readonly value: T } {
  return { kind: "ok", value };
}

/** The problem as RFC 9457 wants it on the wire. */
export function problemResponse({ code, detail, errors, retryAfterSeconds }: Problem): Response {
  const { status, title } = kinds[code];
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (code === "unauthorized") headers.set("www-authenticate", "Bearer");
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  const body = { type: problemTypePrefix + code, title, status, detail, ...(errors === undefined ? {} : { errors }) };
  return new Response(JSON.stringify(body), { status, headers });
}
