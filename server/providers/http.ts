import type { FailureKind, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { readJson } from "./body";
import type { Authorization, Authorized, OutgoingRequest } from "./authorization";
import { failureOf } from "./failures";
import { retryAfterSeconds, retryDelay, timeAt } from "./retries";
import { pause, startClock, untilAborted } from "./clock";
import type { Asked, Dialect, Refusal, Trouble } from "./trouble";

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
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent as a form instead, as OAuth 2.0 wants it. */
  readonly form?: Readonly<Record<string, string>>;
  /** Texts in it that no message may repeat: the value, above all. */
  readonly hide?: readonly string[];
  /** A request that only reads although its method is not GET, or a write that may come twice, is repeated like a GET. */
  readonly repeatable?: boolean;
  /** Statuses besides those of success whose JSON is an answer to be read, too: OAuth 2.0 says "not yet" with 400. */
  readonly answers?: readonly number[];
  readonly asked: Asked;
}

/** Copies what we want out of an answer; undefined when the answer is not what it should be. */
type Parse<T> = (answer: unknown, headers: Headers) => T | undefined;

/** A request of which some refusals are answers, too. */
export interface Lenient<T> {
  /** What a refusal tells where it is an answer after all, such as that there is no such route; else undefined. */
  readonly refused?: (refusal: Refusal) => T | undefined;
}

/** Sends requests to one service. Nothing in here throws. */
export interface Http {
  readonly send: <T>(request: HttpRequest & Lenient<T>, parse: Parse<T>, signal: AbortSignal) => Promise<Result<T>>;
}

export interface HttpOptions {
  /** Checked already: see `readEndpoint`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** How the service is called in messages. */
  readonly serviceName: string;
  readonly dialect: Dialect;
  /** Absent where a service needs none. */
  readonly authorization?: Authorization;
  readonly limits?: Partial<HttpLimits> | undefined;
}

const usualLimits: HttpLimits = {
  attempt: 10_000,
  retries: 2,
  pause: 250,
  longestPause: 5_000,
  // Ten thousand names at Infisical come in one answer, each with some 700 bytes; five hundred at OpenBao bring along as many
  // versions as the mount keeps; and Doppler answers a write with all values of the config.
  answerBytes: 32 * 1024 * 1024,
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
      const sent = outgoing(options, request);
      let secrets = request.hide ?? [];
      const fail = (trouble: Trouble) =>
        failed(
          failureOf(trouble, {
            service: options.serviceName,
            dialect: options.dialect,
            asked: request.asked,
            hide: secrets,
          }),
        );
      let renewed = false;
      const isRepeated = request.repeatable ?? request.method === "GET";
      for (let retries = isRepeated ? limits.retries : 0; ; retries--) {
        // Somebody may be asked for the token, who takes longer than the caller has patience.
        const authorized = await untilAborted(authorize(options.authorization, sent, signal), signal);
        if (authorized === undefined) return fail({ kind: "cancelled" });
        if (authorized.kind !== "ok") return fail(troubleOf(authorized));
        secrets = [...secrets, ...authorized.secrets];
        const headers = { ...sent.headers, ...authorized.headers };
        const result = await attempt({ ...sent, headers }, { parse, answers: request.answers ?? [] }, signal);
        if (result.kind === "ok") return ok(result.value);
        const told = result.trouble.kind === "status" ? request.refused?.(result.trouble) : undefined;
        if (told !== undefined) return ok(told);
        const meant = kindMeant(result.trouble, options.dialect, request.asked);
        if (!renewed && meant === "unauthorized") {
          renewed = true;
          // The service looked at nothing but the token, so that even a write may go again.
          if ((await options.authorization?.renew?.(authorized.secrets)) === true) {
            retries++;
            continue;
          }
        }
        const isTooOften = meant === "rateLimited";
        const delay = retryDelay(result, { retriesDone: limits.retries - retries, limits, isTooOften });
        if (retries === 0 || delay === undefined) return fail(result.trouble);
        if (!(await pause(delay, signal))) return fail({ kind: "cancelled" });
      }
    },
  };
}

function outgoing({ baseUrl }: HttpOptions, request: HttpRequest): OutgoingRequest {
  const { form, body } = request;
  const type =
    form !== undefined ? "application/x-www-form-urlencoded" : body !== undefined ? "application/json" : undefined;
  return {
    method: request.method,
    url: baseUrl + request.path,
    headers: {
      accept: "application/json",
      ...(type === undefined ? {} : { "content-type": type }),
      ...request.headers,
    },
    body: form !== undefined ? new URLSearchParams(form).toString() : body === undefined ? "" : JSON.stringify(body),
  };
}

async function authorize(
  authorization: Authorization | undefined,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<Authorized> {
  if (authorization === undefined) return { kind: "ok", headers: {}, secrets: [] };
  return authorization.headersFor(request, signal);
}

function troubleOf(refused: Exclude<Authorized, { readonly kind: "ok" }>): Trouble {
  return refused.kind === "failed" ? { kind: "refused", failure: refused.failure } : refused;
}

/** What a refusal means, as far as it decides about another attempt: not every service says so by the status. */
function kindMeant(trouble: Trouble, { kindOf }: Dialect, asked: Asked): FailureKind | undefined {
  if (trouble.kind !== "status") return undefined;
  return kindOf?.(trouble, asked) ?? (trouble.status === 401 ? "unauthorized" : undefined);
}

/** How an answer is read. */
interface Reading<T> {
  readonly parse: Parse<T>;
  readonly answers: readonly number[];
}

/** Each attempt has a time limit, and so an abort signal, of its own. */
function createAttempt({ fetch, dialect }: HttpOptions, limits: HttpLimits) {
  return async <T>(request: OutgoingRequest, reading: Reading<T>, signal: AbortSignal): Promise<Attempt<T>> => {
    const clock = startClock(limits.attempt, signal);
    let answered = false;
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.body === "" ? {} : { body: request.body }),
        redirect: "error",
        signal: clock.signal,
      });
      answered = true;
      return await readAnswer(response, reading, { ...limits, dialect });
    } catch (error) {
      const trouble: Trouble = answered ? { kind: "broken" } : { kind: "thrown", error };
      return { kind: "trouble", trouble: clock.verdict() ?? trouble };
    } finally {
      clock.stop();
    }
  };
}

async function readAnswer<T>(
  response: Response,
  { parse, answers }: Reading<T>,
  { answerBytes, dialect }: HttpLimits & { readonly dialect: Dialect },
): Promise<Attempt<T>> {
  const pause = retryAfterSeconds(response.headers.get("retry-after"), timeAt(response.headers));
  const isRefusal = (response.status < 200 || response.status >= 300) && !answers.includes(response.status);
  if (isRefusal) {
    // What a proxy writes here is often no JSON at all: the status says enough.
    const problem = await readJson(response, 64 * 1024).catch(() => undefined);
    const refusal: Refusal = { kind: "status", status: response.status, problem, pause };
    const trouble = dialect.meantBy?.(refusal, response.headers) ?? refusal;
    return { kind: "trouble", trouble, pause: trouble.pause };
  }
  const isEmpty = response.status === 204 || response.headers.get("content-length") === "0";
  const body = isEmpty ? null : await readJson(response, answerBytes);
  const status = dialect.statusIn?.(body);
  if (status !== undefined)
    return { kind: "trouble", trouble: { kind: "status", status, problem: body, pause }, pause };
  const value = body === undefined ? undefined : parse(body, response.headers);
  return value === undefined ? { kind: "trouble", trouble: { kind: "malformed" } } : { kind: "ok", value };
}
