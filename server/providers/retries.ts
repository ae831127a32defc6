import type { Trouble } from "./trouble";

interface Limits {
  readonly pause: number;
  readonly longestPause: number;
}

interface RetryOptions {
  readonly retriesDone: number;
  readonly limits: Limits;
  /** The service says so in its own words, whatever the status. */
  readonly isTooOften?: boolean;
}

const passingStatuses = new Set([429, 502, 503, 504]);

/** How many milliseconds to wait before another attempt; undefined when that would not help. */
export function retryDelay(
  { trouble, pause }: { readonly trouble: Trouble; readonly pause?: number | undefined },
  { retriesDone, limits, isTooOften = false }: RetryOptions,
): number | undefined {
  if (!isTooOften && !mayPass(trouble)) return undefined;
  const blur = 0.5 + Math.random() / 2;
  if (pause === undefined) return limits.pause * 2 ** retriesDone * blur;
  const asked = pause * 1000;
  // Never earlier than asked, a little later at most.
  return asked > limits.longestPause ? undefined : asked + limits.pause * blur;
}

/** A service that is slow is not helped by asking it again. */
function mayPass(trouble: Trouble): boolean {
  switch (trouble.kind) {
    case "status":
      return passingStatuses.has(trouble.status);
    case "thrown":
      return !isRedirect(trouble.error) && !isRefusedByProxy(trouble.error);
    case "broken":
      return true;
    case "noToken":
    case "badToken":
    case "refused":
    case "timeout":
    case "cancelled":
    case "malformed":
      return false;
  }
}

/** What time it is for a service that has answered, in milliseconds: the clock of this machine may be wrong. */
export function timeAt(headers: Headers): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}

/** `Retry-After` in seconds, which may stand there as seconds or as a date. */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = /^[A-Za-z]{3,9},? /.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Whether `fetch` gave up because it was told not to follow a redirect. It only says so in words, deep inside. */
export function isRedirect(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (/unexpected redirect/i.test(cause.message)) return true;
  return false;
}

/** A proxy that is asked again and again with a wrong password may lock the user out. */
function isRefusedByProxy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^ERR_PROXY_(?:AUTHORIZATION|REFUSED|CERTIFICATE|KIND)$/.test(code);
}
