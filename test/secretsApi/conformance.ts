import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEndpoint } from "../../server/providers/endpoint";
import { Unreachable } from "./caller";
import type { Finding } from "./run";
import { checkService } from "./run";

const usage = `Holds a service to the Secrets API of openapi.json.

  npm run conformance -- --endpoint https://secrets.example.com --token-file FILE [--reader-token-file FILE]

  --endpoint           the base address; paths such as /v1/me are below it
  --token-file         a file with a token that may write; or the variable SECRETS_API_TOKEN
  --reader-token-file  a file with a token that may only read; or the variable SECRETS_API_READER_TOKEN

It creates secrets named CONFORMANCE_…, and deletes them again. No others are touched.
It ends with 0 when everything required is met, 1 when something is not, and 2 when that could not be found out.`;

/** Something is missing before anything can be asked. */
class Misused extends Error {}

const marks = { met: "✔", unmet: "✖", notOffered: "–" } as const;

async function main(): Promise<number> {
  const { values } = readArguments();
  if (values.help === true || values.endpoint === undefined) throw new Misused(usage);
  const endpoint = readEndpoint(values.endpoint);
  if (endpoint.kind === "failed") throw new Misused(endpoint.failure.message);
  const token = readToken(values["token-file"], "SECRETS_API_TOKEN");
  if (token === undefined) throw new Misused(usage);
  const readerToken = readToken(values["reader-token-file"], "SECRETS_API_READER_TOKEN");
  const stopped = new AbortController();
  process.once("SIGINT", () => {
    stopped.abort();
  });
  const findings = await checkService({
    ...{ baseUrl: endpoint.value.baseUrl, token, fetch, signal: stopped.signal, report },
    ...(readerToken === undefined ? {} : { readerToken }),
  });
  const count = (outcome: Finding["outcome"]) => findings.filter((finding) => finding.outcome === outcome).length;
  console.log(`\n${count("met")} met, ${count("unmet")} not met, ${count("notOffered")} not offered`);
  if (stopped.signal.aborted) throw new Misused("Stopped before everything was asked.");
  return count("unmet") === 0 ? 0 : 1;
}

function report({ outcome, sentence, why }: Finding): void {
  console.log(`${marks[outcome]} ${sentence}${why === undefined ? "" : `: ${why}`}`);
}

function readArguments() {
  try {
    const file = { type: "string" } as const;
    const options = {
      endpoint: file,
      "token-file": file,
      "reader-token-file": file,
      help: { type: "boolean" },
    } as const;
    return parseArgs({ options });
  } catch {
    // What stands there instead may be a token: it is not repeated.
    throw new Misused(
      `Tokens and other things on the command line are not taken: everybody here could see them.\n\n${usage}`,
    );
  }
}

function readToken(file: string | undefined, variable: string): string | undefined {
  if (file === undefined) return process.env[variable];
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new Misused(`${file} cannot be read.`);
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof Misused || error instanceof Unreachable)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  },
);
