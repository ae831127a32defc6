import { createHash, createHmac } from "node:crypto";
import type { OutgoingRequest } from "./authorization";

/** What requests to AWS are signed with. Only the token is ever sent. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty for keys that last. */
  readonly sessionToken: string;
}

/** Where a signature counts, and from when on. */
export interface SignatureScope {
  readonly keys: AwsKeys;
  readonly region: string;
  readonly service: string;
  readonly now: Date;
}

const algorithm = "AWS4-HMAC-SHA256";

/**
 * The headers that let a request in, by Signature Version 4:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureHeaders(
  request: OutgoingRequest,
  { keys, region, service, now }: SignatureScope,
): Readonly<Record<string, string>> {
  const time = now.toISOString().replace(/[:-]|\.\d+/g, "");
  const date = time.slice(0, 8);
  const added = {
    "x-amz-date": time,
    ...(keys.sessionToken === "" ? {} : { "x-amz-security-token": keys.sessionToken }),
  };
  const { text, signedHeaders } = canonicalRequest({ ...request, headers: { ...request.headers, ...added } });
  const scope = `${date}/${region}/${service}/aws4_request`;
  const signingKey = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${keys.secretAccessKey}`,
  );
  const signature = hmac(signingKey, [algorithm, time, scope, sha256(text)].join("\n")).toString("hex");
  const authorization = `${algorithm} Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { ...added, authorization };
}

/** The request in the one writing that both sides agree on. */
function canonicalRequest({ method, url, headers, body }: OutgoingRequest) {
  const { host, pathname, searchParams } = new URL(url);
  const signed = Object.entries({ ...headers, host })
    .filter(([name]) => name === "host" || name === "content-type" || name.startsWith("x-amz-"))
    .sort(byFirst);
  const signedHeaders = signed.map(([name]) => name).join(";");
  const query = [...searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(byFirst)
    .map((pair) => pair.join("="))
    .join("&");
  const path = pathname.split("/").map(encode).join("/");
  const lines = signed.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}`);
  return { text: [method, path, query, ...lines, "", signedHeaders, sha256(body)].join("\n"), signedHeaders };
}

function byFirst([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
