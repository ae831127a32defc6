import type { $Fetch } from "ofetch";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { readJson } from "./body";
import { failureOf } from "./failures";
import { retryAfterSeconds, retryDelay } from "./retries";
import { pause, startClock } from "./clock";
import type { Asked, Trouble } from "./trouble";

/** How patient we are with a service, in milliseconds and bytes. */
export interface HttpLimits {
  /** For one attempt, the answer's body included. */
  readonly attempt: number;
  /** How often a request that only reads is repeated. */
  readonly retries: number;
  /** The pause before the first repetition; it doubles, and is blurred so that many clients do not come at once. */
  readonly pause: number;
  /** If the service asks for a longer pause than this, we tell the user instead of waiting. */
  readonly longestPause: number;
  readonly answerBytes: number;
}

/** One request. `asked` says it in the words that a failure is told in. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base address, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly asked: Asked;
}

/** Copies what we want out of an answer; undefined when the answer is not what it should be. */
type Parse<T> = (answer: unknown) => T | undefined;

/** Sends requests to one service. Nothing in here throws. */
export interface Http {
  readonly send: <T>(request: HttpRequest, parse: Parse<T>, signal: AbortSignal) => Promise<Result<T>>;
}

export interface HttpOptions {
  /** Checked already: see `readEndpoint`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** How the service is called in messages. */
  readonly serviceName: string;
  /** Absent where a service needs none. */
  readonly token?: () => Promise<string | null>;
  readonly limits?: Partial<HttpLimits>;
}

const usualLimits: HttpLimits = {
  attempt: 10_000,
  retries: 2,
  pause: 250,
  longestPause: 5_000,
  answerBytes: 4 * 1024 * 1024,
};

/** What one attempt came to: an answer that may be used, or trouble, which may be worth another attempt. */
type Attempt<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "trouble"; readonly trouble: Trouble; readonly pause?: number | undefined };

/** The way to one service, with our limits, and with failures as data. */
export function createHttp(options: HttpOptions): Http {
  const limits = { ...usualLimits, ...options.limits };
  const attempt = createAttempt(options, limits);
  return {
    send: async (request, parse, signal) => {
      const fail = (trouble: Trouble, token?: string) =>
        failed(
          failureOf(trouble, { service: options.serviceName, asked: request.asked, hide: hidden(request, token) }),
        );
      const token = await takeToken(options);
      if (token.kind === "trouble") return fail(token.trouble);
      for (let retries = request.method === "GET" ? limits.retries : 0; ; retries--) {
        const result = await attempt(request, token.value, parse, signal);
        if (result.kind === "ok") return ok(result.value);
        const delay = retryDelay(result, { retriesDone: limits.retries - retries, limits });
        if (retries === 0 || delay === undefined) return fail(result.trouble, token.value);
        if (!(await pause(delay, signal))) return fail({ kind: "cancelled" }, token.value);
      }
    },
  };
}

/** Each attempt has a time limit, and so an abort signal, of its own. */
function createAttempt({ baseUrl, fetch }: HttpOptions, limits: HttpLimits) {
  // Loaded when it is first needed: it brings all of the platform's fetch with it, which the start would wait for.
  let client: Promise<$Fetch> | undefined;
  return async <T>(
    request: HttpRequest,
    token: string | undefined,
    parse: Parse<T>,
    signal: AbortSignal,
  ): Promise<Attempt<T>> => {
    const clock = startClock(limits.attempt, signal);
    let answered = false;
    try {
      client ??= import("ofetch").then(({ createFetch }) => createFetch({ fetch }));
      const response = await (
        await client
      ).raw(baseUrl + request.path, {
        method: request.method,
        headers: { accept: "application/json", ...request.headers, ...authorization(token) },
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: "error",
        retry: false,
        ignoreResponseError: true,
        responseType: "stream",
        signal: clock.signal,
      });
      answered = true;
      return await readAnswer(response, parse, limits);
    } catch (error) {
      const trouble: Trouble = answered ? { kind: "broken" } : { kind: "thrown", error };
      return { kind: "trouble", trouble: clock.verdict() ?? trouble };
    } finally {
      clock.stop();
    }
  };
}

/** Texts that no message may repeat. */
function hidden(request: HttpRequest, token: string | undefined): readonly string[] {
  const value = request.body?.["value"];
  return [...(token === undefined ? [] : [token]), ...(typeof value === "string" ? [value] : [])];
}

async function takeToken({ token }: HttpOptions): Promise<Attempt<string | undefined>> {
  if (token === undefined) return { kind: "ok", value: undefined };
  const text = await token().catch(() => null);
  if (text === null) return { kind: "trouble", trouble: { kind: "noToken" } };
  // Anything else would make `fetch` throw an error that quotes it.
  const sendable = /^[\x21-\x7e]+$/.test(text);
  return sendable ? { kind: "ok", value: text } : { kind: "trouble", trouble: { kind: "badToken" } };
}

function authorization(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function readAnswer<T>(response: Response, parse: Parse<T>, { answerBytes }: HttpLimits): Promise<Attempt<T>> {
  if (response.status >= 200 && response.status < 300) {
    const body = response.status === 204 ? null : await readJson(response, answerBytes);
    const value = body === undefined ? undefined : parse(body);
    return value === undefined ? { kind: "trouble", trouble: { kind: "malformed" } } : { kind: "ok", value };
  }
  const pause = retryAfterSeconds(response.headers.get("retry-after"), Date.now());
  // What a proxy writes here is often no JSON at all: the status says enough.
  const problem = await readJson(response, 64 * 1024).catch(() => undefined);
  return { kind: "trouble", trouble: { kind: "status", status: response.status, problem, pause }, pause };
}
