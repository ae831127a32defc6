/** What is wrong with an endpoint as it stands, as a sentence; undefined when it will do. */
export function checkEndpoint(text: string): string | undefined {
  if (text.trim() === "") return "An endpoint is required";
  const url = parse(text);
  if (!url?.hostname) return "An endpoint is an address such as https://secrets.example.com";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return "An endpoint has to begin with https:// (http:// only for this machine)";
  }
  if (url.username !== "" || url.password !== "") return "An endpoint must not hold a user name or a password";
  if (url.search !== "" || url.hash !== "") return "An endpoint ends with its path: no ? and no #";
  return undefined;
}

/** What is wrong with an endpoint of a service that is on certain domains alone, or on this machine. */
export function checkDomain(
  text: string,
  { label, domains = [] }: { readonly label: string; readonly domains?: readonly string[] },
): string | undefined {
  const host = parse(text)?.hostname ?? "";
  const isThere = isLoopback(host) || domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return domains.length === 0 || isThere
    ? undefined
    : `${label} is at ${domains.join(", ")}, and its credentials go nowhere else`;
}

/** The endpoint in the one form in which it is kept: without a slash at its end. */
export function normalEndpoint(text: string): string {
  return new URL(text.trim()).href.replace(/\/+$/, "");
}

/** Scheme, host and port: what a credential is bound to. */
export function originOf(endpoint: string): string {
  return new URL(endpoint).origin;
}

/** How an endpoint is called where there is little room. */
export function hostOf(endpoint: string): string {
  return new URL(endpoint).host;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
