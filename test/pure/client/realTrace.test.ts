import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import {
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  TraceFormat,
  createProtocolConnection,
} from "vscode-languageserver/node";
import { blankTrace } from "../../../client/blanking";
import { createRequest, credentialRequest } from "../../../shared/protocol";

const value = 'canary "value"\nwith a second line 鍵';
const token = "canary-token-\u00fc\\";

for (const [name, level] of Object.entries({
  verbose: Trace.Verbose,
  compact: Trace.Compact,
  messages: Trace.Messages,
})) {
  for (const format of [TraceFormat.Text, TraceFormat.JSON]) {
    it(`A real connection traced at the level ${name} as ${format} shows neither value nor token`, async () => {
      const lines = await traceOfExchange(level, format);
      const trace = lines.map(blankTrace).join("\n");
      assert.ok(lines.length >= 4);
      assert.match(trace, new RegExp(createRequest.method));
      assert.doesNotMatch(trace, /canary|second line/);
      assert.doesNotMatch(trace, /not readable/);
    });
  }
}

/** A client asks to store a value, and the server asks the client for the token meanwhile: what the client traces of it. */
async function traceOfExchange(level: Trace, traceFormat: TraceFormat): Promise<readonly string[]> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const server = createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const lines: string[] = [];
  client.onRequest(credentialRequest.method, () => ({ token }));
  server.onRequest(createRequest.method, async () => {
    await server.sendRequest(credentialRequest.method, { origin: "https://x" });
    return { kind: "ok", value: null };
  });
  client.listen();
  server.listen();
  // The way in which the language client turns what it traces into text.
  const log = (message: unknown, data?: string): void => {
    lines.push(
      typeof message === "string"
        ? [message, ...(data === undefined ? [] : [data])].join("\n")
        : JSON.stringify(message),
    );
  };
  await client.trace(level, { log }, { sendNotification: false, traceFormat });
  await client.sendRequest(createRequest.method, { name: "API_KEY", value: { kind: "given", value } });
  client.dispose();
  server.dispose();
  return lines;
}
