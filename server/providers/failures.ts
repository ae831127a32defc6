import type { Failure } from "../../shared/failure";
import { isRedirect } from "./retries";
import { doubt, redirectFailure, statusFailure, timeoutFailure } from "./statusFailure";
import type { Context, Trouble } from "./trouble";
import { isReading } from "./trouble";

/** The one place where trouble with a service is put into words. */
export function failureOf(trouble: Trouble, context: Context): Failure {
  const failure = failureInWords(trouble, context);
  // A host keeps its small letters.
  return { ...failure, message: failure.message.replace(/^the /, "The ") };
}

function failureInWords(trouble: Trouble, context: Context): Failure {
  const { service, dialect, asked } = context;
  switch (trouble.kind) {
    case "noToken":
      return { kind: "unauthorized", message: `You are not signed in to ${service}.`, field: "token" };
    case "badToken":
      return {
        kind: "unauthorized",
        message: "A token has only letters, digits and signs, no spaces.",
        field: "token",
      };
    case "timeout":
      return timeoutFailure(context);
    case "cancelled":
      return { kind: "cancelled", message: `The request to ${service} was cancelled.` };
    case "malformed":
      return { kind: "malformedAnswer", message: `${service} answered with something that is not ${dialect.api}.` };
    case "broken":
      return { kind: "malformedAnswer", message: `The answer of ${service} broke off in the middle.${doubt(asked)}` };
    case "refused":
      return trouble.failure;
    case "thrown":
      return thrownFailure(trouble.error, context);
    case "status":
      return statusFailure(trouble, context);
  }
}

function thrownFailure(error: unknown, context: Context): Failure {
  if (isRedirect(error)) return redirectFailure(context);
  const code = networkCode(error);
  const reason = tlsReason(code) ?? networkReasons[code];
  // Whoever closed the connection may have had the request before.
  if (reason === closed && !isReading(context.asked))
    return {
      kind: "malformedAnswer",
      message: `${context.service} closed the connection before it answered.${doubt(context.asked)}`,
    };
  return {
    kind: "offline",
    message: `${context.service} cannot be reached${reason === undefined ? "" : `: ${reason}`}.`,
  };
}

/** An alert is sent by whoever speaks TLS, and anything else that cannot be read by whoever does not. */
function tlsReason(code: string): string | undefined {
  if (!code.startsWith("ERR_SSL_")) return undefined;
  return code.includes("_ALERT_")
    ? "it refuses a secure connection, and may want a certificate from this machine"
    : "it does not speak https there";
}

const closed = "the connection was closed";

/** What a code of the network means. Anything unknown is told without a reason. */
const networkReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: closed,
  UND_ERR_SOCKET: closed,
  EPIPE: closed,
  EHOSTUNREACH: "there is no way to it from this network",
  ENETUNREACH: "there is no way to it from this network",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  CERT_NOT_YET_VALID: "its certificate does not count yet, or the clock of this machine is wrong",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
  ERR_PROXY_UNREACHABLE: "the proxy cannot be reached",
  ERR_PROXY_GATEWAY: "the proxy finds no way to it",
  ERR_PROXY_REFUSED: "the proxy does not let it through",
  ERR_PROXY_AUTHORIZATION: "the proxy wants a name and a password, which can stand in its address",
  ERR_PROXY_CERTIFICATE: "the certificate of the proxy is not trusted",
  ERR_PROXY_KIND: "only proxies with an address that begins with http: or https: will do",
};

/** The first code among the causes. */
function networkCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  return "";
}
