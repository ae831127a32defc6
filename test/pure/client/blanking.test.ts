import assert from "node:assert/strict";
import fc from "fast-check";
import { blankTrace, createSecretsInFlight, secretTexts } from "../../../client/blanking";
import { createRequest, credentialRequest, tryConnectionRequest } from "../../../shared/protocol";

const nastyValues = [
  "sk-4f9Q2x7Lm1",
  'quotes " and \\ backslashes \\" together',
  "-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n",
  "carriage\r\nreturns\tand tabs",
  "ünïcode 鍵 🔑 \u2028 separators \u0000 control",
  '{"value": "nested json", "token": ["x"]}',
  "\nResult: not a result",
  'Params: {"a": 1',
  "$& $1 [a-z]+ (.*) ^ | ? {2}",
  "half a pair \ud83d",
];

/** What the language client hands to the trace channel at the level `verbose`. */
function traced(headline: string, label: "Params" | "Result" | "Error data", data: unknown): string {
  return `${headline}\n${label}: ${JSON.stringify(data, null, 4)}`;
}

/** All ways in which a text could still be read from a trace. */
function isReadable(trace: string, secret: string): boolean {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, JSON.stringify(escaped).slice(1, -1)].some((form) => trace.includes(form));
}

describe("Blanking a trace", () => {
  for (const value of nastyValues) {
    const shown = JSON.stringify(value).slice(0, 30);

    it(`blanks the value ${shown} in a request that stores it`, () => {
      const params = { name: "API_KEY", value: { kind: "given", value }, description: "", target: { kind: "default" } };
      const trace = blankTrace(traced(`Sending request '${createRequest.method} - (3)'.`, "Params", params));
      assert.ok(!isReadable(trace, value), trace);
      assert.match(trace, /API_KEY/);
    });

    it(`blanks the token ${shown} on its way in, out and in the data of an error`, () => {
      const messages = [
        traced(`Sending request '${tryConnectionRequest.method} - (4)'.`, "Params", {
          endpoint: "https://x",
          token: value,
        }),
        traced(`Sending response '${credentialRequest.method} - (1)'.`, "Result", { token: value }),
        traced("Received response 'x - (4)' in 3ms. Request failed: no (1).", "Error data", {
          deep: [{ token: value }],
        }),
      ];
      for (const message of messages) assert.ok(!isReadable(blankTrace(message), value), blankTrace(message));
    });

    it(`blanks ${shown} wherever else it turns up while it is in flight`, () => {
      const inFlight = createSecretsInFlight();
      inFlight.hold([value]);
      const twice = JSON.stringify(JSON.stringify({ detail: value }));
      for (const text of [`Request failed: ${value} (-32603).`, JSON.stringify({ message: value }), twice]) {
        assert.ok(!isReadable(inFlight.blankIn(text), value), inFlight.blankIn(text));
      }
    });
  }

  it("blanks the content of documents, which may be a .env file", () => {
    const textDocument = { uri: "file:///.env", languageId: "dotenv", version: 1, text: "API_KEY=sk-4f9Q2x7Lm1" };
    const opened = blankTrace(traced("Sending notification 'textDocument/didOpen'.", "Params", { textDocument }));
    const change = { contentChanges: [{ range: {}, text: "sk-4f9Q2x7Lm1" }] };
    const changed = blankTrace(traced("Sending notification 'textDocument/didChange'.", "Params", change));
    assert.doesNotMatch(opened + changed, /sk-4f9Q2x7Lm1/);
    assert.match(opened, /file:\/\/\/\.env/);
  });

  it("blanks the address of a proxy, which may hold a password, as it is told and as it is asked for", () => {
    const http = {
      proxy: "http://ada:pass-word@proxy.test",
      proxyAuthorization: "Basic pass-word",
      proxySupport: "on",
    };
    for (const trace of [
      traced("Sending notification 'workspace/didChangeConfiguration'.", "Params", { settings: { http } }),
      traced("Sending response 'workspace/configuration - (7)'.", "Result", [http]),
    ].map(blankTrace)) {
      assert.ok(!isReadable(trace, "pass-word"), trace);
      assert.match(trace, /"proxySupport": "on"/);
    }
  });

  it("blanks a message that is traced as one JSON object", () => {
    const message = { method: createRequest.method, params: { value: { kind: "given", value: "sk-4f9Q2x7Lm1" } } };
    const trace = blankTrace(JSON.stringify({ isLSPMessage: true, type: "send-request", message, timestamp: 1 }));
    assert.doesNotMatch(trace, /sk-4f9Q2x7Lm1/);
    assert.match(trace, /inlineSecrets\/create/);
  });

  it("leaves data out that it cannot read, rather than let a value through", () => {
    const cutOff = traced("Sending request 'x - (1)'.", "Params", { value: "sk-4f9Q2x7Lm1" }).slice(0, -8);
    assert.doesNotMatch(blankTrace(cutOff), /sk-4f9/);
    assert.match(blankTrace(cutOff), /^Sending request 'x - \(1\)'\.\nParams: \[not shown/);
  });

  it("leaves everything else as it is", () => {
    const message = traced("Received notification 'inlineSecrets/changed'.", "Params", {
      names: ["A", "B"],
      token: null,
    });
    assert.equal(blankTrace(message), message);
    assert.equal(
      blankTrace("Sending notification 'exit'.\nNo parameters provided."),
      "Sending notification 'exit'.\nNo parameters provided.",
    );
  });

  it("blanks any value at any depth, whatever the message around it", () => {
    const secret = fc.string({ minLength: 6, unit: "grapheme" }).map((text) => `s3cr3t${text}`);
    const key = fc.constantFrom("value", "token", "text");
    fc.assert(
      fc.property(secret, key, fc.jsonValue(), fc.array(fc.string()), (value, field, other, path) => {
        let message: unknown = { [field]: value, other };
        for (const step of path) message = { [step]: [message] };
        return !isReadable(blankTrace(traced("Sending request 'x - (1)'.", "Params", message)), value);
      }),
    );
  });
});

describe("Secrets in flight", () => {
  it("are blanked until they have arrived", () => {
    const inFlight = createSecretsInFlight();
    const release = inFlight.hold(["hunter2"]);
    assert.equal(inFlight.blankIn("a hunter2 b"), "a [blanked] b");
    release();
    assert.equal(inFlight.blankIn("a hunter2 b"), "a hunter2 b");
  });

  it("stay blanked while another request carries the same one", () => {
    const inFlight = createSecretsInFlight();
    const releaseFirst = inFlight.hold(["hunter2"]);
    inFlight.hold(["hunter2"]);
    releaseFirst();
    releaseFirst();
    assert.equal(inFlight.blankIn("hunter2"), "[blanked]");
  });

  it("are found when one is part of another", () => {
    const inFlight = createSecretsInFlight();
    inFlight.hold(["abc", "abcdef"]);
    assert.equal(inFlight.blankIn("abcdef abc"), "[blanked] [blanked]");
  });

  it("are found by single lines, in base64 and in an address", () => {
    const inFlight = createSecretsInFlight();
    inFlight.hold(["first line here\nsecond line here", "a/b c+d?"]);
    const base64 = Buffer.from("a/b c+d?").toString("base64");
    assert.equal(inFlight.blankIn(`second line here, ${base64}, a%2Fb%20c%2Bd%3F`), "[blanked], [blanked], [blanked]");
  });

  it("are taken from the fields of a message that are blanked, not from the words that say where a value is from", () => {
    const message = { name: "A", value: { kind: "given", value: "v1" }, nested: [{ token: "t1" }], description: "d" };
    assert.deepEqual(secretTexts(message), ["v1", "t1"]);
  });
});
