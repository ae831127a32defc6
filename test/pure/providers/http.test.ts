import assert from "node:assert/strict";
import { tokenAuthorization } from "../../../server/providers/authorization";
import { createHttp } from "../../../server/providers/http";
import type { Http, HttpRequest } from "../../../server/providers/http";
import { secretsApiDialect } from "../../../server/providers/secretsApi";
import { retryAfterSeconds, retryDelay } from "../../../server/providers/retries";
import type { FailureKind } from "../../../shared/failure";

const token = "token-4f1c9a7e";
const value = "value-4f1c9a7e";
const { signal } = new AbortController();
const reading: HttpRequest = { method: "GET", path: "/v1/secrets?cursor=c", asked: { kind: "listSecrets" } };
const writing: HttpRequest = {
  method: "PUT",
  path: "/v1/secrets/NAME",
  body: { value },
  hide: [value],
  asked: { kind: "create", name: "NAME" },
};

describe("HTTP", () => {
  it("sends the token as it is now, and the value in the body alone", async () => {
    const requests: Request[] = [];
    let current = "one";
    const http = open(
      (request) => {
        requests.push(request);
        return Response.json({});
      },
      { token: () => Promise.resolve(current) },
    );
    await http.send(writing, () => null, signal);
    current = "two";
    await http.send(writing, () => null, signal);
    assert.deepEqual(
      requests.map(({ headers }) => headers.get("authorization")),
      ["Bearer one", "Bearer two"],
    );
    assert.deepEqual(await requests[0]?.json(), { value });
    assert.doesNotMatch(JSON.stringify([requests[0]?.url, ...(requests[0]?.headers ?? [])]), /value-/);
  });

  it("sends nothing without a token, or with one that fits into no header", async () => {
    const never = () => {
      throw new Error("This must not be sent.");
    };
    for (const [given, message] of [
      [() => Promise.resolve(null), "You are not signed in to api.example.com."],
      [() => Promise.reject(new Error("The editor is gone.")), "You are not signed in to api.example.com."],
      [() => Promise.resolve(`${token}\nx`), "A token has only letters, digits and signs, no spaces."],
      [() => Promise.resolve(""), "A token has only letters, digits and signs, no spaces."],
    ] as const) {
      const result = await open(never, { token: given }).send(reading, () => null, signal);
      assert.deepEqual(result, { kind: "failed", failure: { kind: "unauthorized", message, field: "token" } });
    }
  });

  it("gives up at once while somebody is asked for the token, and sends nothing when that comes too late", async () => {
    const requests: Request[] = [];
    let tell = (_token: string): void => undefined;
    const late = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const http = open(
      (request) => {
        requests.push(request);
        return Response.json({});
      },
      { token: () => late },
    );
    const controller = new AbortController();
    const sent = http.send(writing, () => null, controller.signal);
    controller.abort();
    const result = await Promise.race([sent, new Promise<"waits">((resolve) => setImmediate(resolve, "waits"))]);
    assert.equal(result !== "waits" && result.kind === "failed" && result.failure.kind, "cancelled");
    tell(token);
    await sent;
    assert.deepEqual(requests, []);
  });

  it("reads up to three times, with a signal of its own for each attempt, and writes once", async () => {
    const signals: AbortSignal[] = [];
    const http = open((request) => {
      signals.push(request.signal);
      throw networkError("ECONNRESET");
    });
    assert.equal((await http.send(reading, () => null, signal)).kind, "failed");
    assert.equal(new Set(signals).size, 3);
    signals.length = 0;
    assert.equal((await http.send(writing, () => null, signal)).kind, "failed");
    assert.equal(signals.length, 1);
  });

  it("does not repeat what will not pass", async () => {
    for (const status of [400, 401, 403, 404, 409, 412, 422, 500, 501]) {
      let attempts = 0;
      const http = open(() => {
        attempts++;
        return Response.json({}, { status });
      });
      assert.equal((await http.send(reading, () => null, signal)).kind, "failed");
      assert.equal(attempts, 1, String(status));
    }
  });

  it("reads an answer of another status where that is one, and still no page for people", async () => {
    const polling: HttpRequest = { ...reading, answers: [400] };
    const parse = (answer: unknown) => answer;
    const bodies = [
      () => Response.json({ error: "not yet" }, { status: 400 }),
      () => new Response("no", { status: 400 }),
    ];
    const [answered, page] = await Promise.all(bodies.map((body) => open(body).send(polling, parse, signal)));
    assert.deepEqual(answered, { kind: "ok", value: { error: "not yet" } });
    assert.equal(page?.kind === "failed" && page.failure.kind, "malformedAnswer");
  });

  it("reads an answer as long as a service of many names, or of many versions of each, has them", async () => {
    const body = Array.from({ length: 500 }, () => "x".repeat(16_000));
    const result = await open(() => Response.json(body)).send(reading, (answer) => [answer].flat().length, signal);
    assert.deepEqual(result, { kind: "ok", value: 500 });
  });

  it("takes a refusal for one that comes as an answer of success, where the service has such", async () => {
    const http = createHttp({
      ...service,
      dialect: { ...secretsApiDialect, statusIn: () => 429 },
      fetch: () => Promise.resolve(Response.json({}, { headers: { "retry-after": "60" } })),
    });
    const result = await http.send(reading, () => null, signal);
    assert.deepEqual(result.kind === "failed" && [result.failure.kind, result.failure.retryAfterSeconds], [
      "rateLimited",
      60,
    ]);
  });

  it("takes nothing at all for an answer, whether or not its length is said", async () => {
    for (const body of [null, new Blob([])]) {
      const answer = new Response(body);
      // A server in another test may have put its own Response in place, which gives a type to everything.
      answer.headers.delete("content-type");
      const result = await open(() => answer).send(reading, (read) => [read], signal);
      assert.deepEqual(result, { kind: "ok", value: [null] });
    }
  });

  it("takes the answer's body into the time limit", async () => {
    const http = open(
      (request) => {
        const body = new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode("{"));
            request.signal.addEventListener("abort", () => {
              controller.error(new Error("aborted"));
            });
          },
        });
        return new Response(body, { headers: { "content-type": "application/json" } });
      },
      { attempt: 30 },
    );
    assert.deepEqual(await http.send(reading, () => null, signal), {
      kind: "failed",
      failure: { kind: "timeout", message: "api.example.com did not answer in time." },
    });
  });

  it("does not hide that a change may have been made all the same", async () => {
    const silent = () => new Promise<Response>(() => undefined);
    const http = createHttp({ ...service, fetch: (_input, init) => Promise.race([silent(), aborted(init?.signal)]) });
    const result = await http.send(writing, () => null, signal);
    assert.equal(
      result.kind === "failed" && result.failure.message,
      "api.example.com did not answer in time. Refresh to see whether the change was made.",
    );
  });

  it("does not claim that nothing was changed when the connection was closed before the answer", async () => {
    for (const [code, ...expected] of [
      [
        "ECONNRESET",
        "malformedAnswer",
        "closed the connection before it answered. Refresh to see whether the change was made.",
      ],
      [
        "UND_ERR_SOCKET",
        "malformedAnswer",
        "closed the connection before it answered. Refresh to see whether the change was made.",
      ],
      ["ECONNREFUSED", "offline", "cannot be reached: nothing listens there."],
    ] as const) {
      const http = open(() => {
        throw networkError(code);
      });
      const written = await http.send(writing, () => null, signal);
      const [kind, message] = expected;
      assert.deepEqual(written, { kind: "failed", failure: { kind, message: `api.example.com ${message}` } });
      const read = await http.send(reading, () => null, signal);
      assert.equal(read.kind === "failed" && read.failure.kind, "offline");
    }
  });

  it("counts a date to wait for from the time that the service has, whatever the clock here says", async () => {
    const date = "Thu, 01 Jan 2026 00:00:00 GMT";
    const answer = { status: 429, headers: { date, "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" } };
    const result = await open(() => Response.json({}, answer)).send(reading, () => null, signal);
    assert.equal(result.kind === "failed" && result.failure.retryAfterSeconds, 60);
  });

  it("reads an answer that breaks off once more, and then says that it broke off", async () => {
    let attempts = 0;
    const http = open(() => {
      attempts++;
      const body = new ReadableStream({ pull: () => Promise.reject(new TypeError("terminated")) });
      return new Response(body, { headers: { "content-type": "application/json" } });
    });
    const result = await http.send(reading, () => null, signal);
    assert.equal(
      result.kind === "failed" && result.failure.message,
      "The answer of api.example.com broke off in the middle.",
    );
    assert.equal(attempts, 3);
  });

  const network: readonly [code: string, message: string][] = [
    ["ENOTFOUND", "api.example.com cannot be reached: there is no such host."],
    ["ECONNREFUSED", "api.example.com cannot be reached: nothing listens there."],
    ["SELF_SIGNED_CERT_IN_CHAIN", "api.example.com cannot be reached: its certificate is not trusted."],
    ["CERT_HAS_EXPIRED", "api.example.com cannot be reached: its certificate has expired."],
    [
      "CERT_NOT_YET_VALID",
      "api.example.com cannot be reached: its certificate does not count yet, or the clock of this machine is wrong.",
    ],
    ["ENETUNREACH", "api.example.com cannot be reached: there is no way to it from this network."],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "api.example.com cannot be reached: it does not speak https there."],
    [
      "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
      "api.example.com cannot be reached: it refuses a secure connection, and may want a certificate from this machine.",
    ],
    ["ESOMETHING", "api.example.com cannot be reached."],
  ];
  for (const [code, message] of network) {
    it(`says what ${code} means`, async () => {
      const http = open(() => {
        throw networkError(code);
      });
      assert.deepEqual(await http.send(reading, () => null, signal), {
        kind: "failed",
        failure: { kind: "offline", message },
      });
    });
  }

  const statuses: readonly [status: number, problem: object, kind: FailureKind, message: string][] = [
    [400, {}, "invalid", "api.example.com does not accept NAME like this."],
    [401, {}, "unauthorized", "api.example.com does not accept this token, or it has expired."],
    [403, {}, "forbidden", "api.example.com says that this token may not write."],
    [403, typed("managed"), "forbidden", "NAME is managed by api.example.com and cannot be changed."],
    [409, {}, "alreadyExists", "api.example.com has NAME already."],
    [412, {}, "alreadyExists", "api.example.com has NAME already."],
    [413, {}, "tooLarge", "The value is larger than api.example.com takes."],
    [422, { detail: "Reserved." }, "invalid", "api.example.com refuses this: Reserved."],
    [422, { detail: `Not ${value}.` }, "invalid", "api.example.com does not accept NAME like this."],
    [422, { detail: `Not ${token}.` }, "invalid", "api.example.com does not accept NAME like this."],
    [429, {}, "rateLimited", "api.example.com has been asked too often. Try again later."],
    [500, {}, "unavailable", "api.example.com does not work at the moment."],
    [500, typed("storage", "The disk is full."), "storage", "The disk is full."],
    [
      503,
      typed("unavailable", "Somebody is writing."),
      "unavailable",
      "api.example.com does not work now: Somebody is writing.",
    ],
    [502, {}, "timeout", "api.example.com did not answer in time. Refresh to see whether the change was made."],
    [504, {}, "timeout", "api.example.com did not answer in time. Refresh to see whether the change was made."],
    [418, {}, "malformedAnswer", "api.example.com answered with something that is not the Secrets API."],
  ];
  for (const [status, problem, kind, message] of statuses) {
    it(`says what ${status} ${JSON.stringify(problem)} means`, async () => {
      const http = open(() => Response.json(problem, { status }));
      const result = await http.send(writing, () => null, signal);
      assert.equal(result.kind, "failed");
      assert.deepEqual([result.failure.kind, result.failure.message], [kind, message]);
    });
  }

  it("never says what was sent, nor where exactly, whatever goes wrong", async () => {
    const quote = `${value} ${token} https://api.example.com/v1/secrets?cursor=c`;
    const bad: readonly ((request: Request) => Response)[] = [
      () => {
        throw new Error(quote);
      },
      () => {
        throw networkError("ENOTFOUND", quote);
      },
      () => {
        throw networkError(quote);
      },
      () => new Response(quote, { headers: { "content-type": quote.replace(/[^ -~]/g, "") } }),
      ...[302, 400, 401, 403, 404, 409, 412, 413, 418, 422, 429, 500, 503].map(
        (status) => () =>
          Response.json({ type: quote, title: quote, detail: quote, errors: [{ pointer: quote }] }, { status }),
      ),
    ];
    for (const answer of bad) {
      for (const request of [reading, writing]) {
        const result = await open(answer).send(request, () => undefined, signal);
        assert.equal(result.kind, "failed");
        assert.doesNotMatch(JSON.stringify(result), /4f1c9a7e|cursor|https:|Error/);
      }
    }
  });
});

describe("the pause before another attempt", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const headers: readonly [header: string | null, seconds: number | undefined][] = [
    [null, undefined],
    ["7", 7],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    ["1.5", undefined],
  ];
  for (const [header, seconds] of headers) {
    it(`is ${String(seconds)} seconds for ${String(header)}`, () => {
      assert.equal(retryAfterSeconds(header, now), seconds);
    });
  }

  it("is never shorter than asked, grows by itself, and is not waited for when it is long", () => {
    const limits = { pause: 100, longestPause: 5_000 };
    const trouble = { kind: "status", status: 503, problem: undefined } as const;
    for (let run = 0; run < 100; run++) {
      const asked = retryDelay({ trouble, pause: 2 }, { retriesDone: 0, limits });
      assert.ok(asked !== undefined && asked >= 2_000 && asked <= 2_100);
      const second = retryDelay({ trouble }, { retriesDone: 1, limits });
      assert.ok(second !== undefined && second >= 100 && second <= 200);
      assert.equal(retryDelay({ trouble, pause: 6 }, { retriesDone: 0, limits }), undefined);
    }
  });
});

function open(
  answer: (request: Request) => Response,
  {
    token: given = () => Promise.resolve(token),
    attempt = 1_000,
  }: { token?: () => Promise<string | null>; attempt?: number } = {},
): Http {
  return createHttp({
    baseUrl: "https://api.example.com",
    fetch: (input, init) => Promise.resolve().then(() => answer(new Request(input, init))),
    authorization: tokenAuthorization(given),
    dialect: secretsApiDialect,
    serviceName: "api.example.com",
    limits: { pause: 1, attempt },
  });
}

const service = {
  baseUrl: "https://api.example.com",
  serviceName: "api.example.com",
  dialect: secretsApiDialect,
  limits: { attempt: 20 },
};

function aborted(given: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    given?.addEventListener("abort", () => {
      reject(new Error("aborted"));
    });
  });
}

/** An error as `fetch` throws it, with the reason deep inside. */
function networkError(code: string, message = "reason"): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

function typed(code: string, detail?: string): object {
  return { type: `urn:secrets-api:problem:${code}`, ...(detail === undefined ? {} : { detail }) };
}
