import { createHash, createHmac } from "node:crypto";

/** Whether a request is signed with one of these keys (Signature Version 4), and what is wrong when it is not. */
export async function checkSignature(
  request: Request,
  keys: ReadonlyMap<string, { readonly secret: string; readonly token: string }>,
): Promise<{ readonly kind: "ok"; readonly service: string } | { readonly kind: "wrong"; readonly code: string }> {
  const header = request.headers.get("authorization");
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header ?? "",
    );
  if (header === null) return { kind: "wrong", code: "MissingAuthenticationTokenException" };
  if (parts === null) return { kind: "wrong", code: "IncompleteSignature" };
  const [, id = "", date = "", region = "", service = "", names = "", signature = ""] = parts;
  const key = keys.get(id);
  if (key?.token !== (request.headers.get("x-amz-security-token") ?? ""))
    return { kind: "wrong", code: "UnrecognizedClientException" };
  const url = new URL(request.url);
  const query = url.search.slice(1).split("&").sort().join("&");
  // Tests lead other hosts of AWS here as well.
  const sent = (name: string) =>
    request.headers.get(name === "host" ? "x-forwarded-host" : name) ?? request.headers.get(name);
  const headers = names.split(";").map((name) => `${name}:${sent(name)?.trim() ?? ""}\n`);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const body = hash(await request.clone().text());
  const canonical = `${request.method}\n${url.pathname}\n${query}\n${headers.join("")}\n${names}\n${body}`;
  const time = request.headers.get("x-amz-date") ?? "";
  const text = `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/${service}/aws4_request\n${hash(canonical)}`;
  let signingKey: string | Buffer = `AWS4${key.secret}`;
  for (const part of [date, region, service, "aws4_request"])
    signingKey = createHmac("sha256", signingKey).update(part).digest();
  const isSigned = ["host", "x-amz-date"].every((name) => names.split(";").includes(name)) && time.startsWith(date);
  const isRight = createHmac("sha256", signingKey).update(text).digest("hex") === signature;
  return isSigned && isRight ? { kind: "ok", service } : { kind: "wrong", code: "InvalidSignatureException" };
}
