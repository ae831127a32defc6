import { fieldsOf, flagOf, textOf, textsOf } from "./fields";

/** A proxy that requests go through. Its address may hold a name and a password: it is neither logged nor shown. */
export interface Proxy {
  readonly address: URL;
  /** The header that lets us through, where the settings give one. */
  readonly authorization: string | undefined;
  /** Whether the certificate of the proxy itself is checked; that of the service behind it always is. */
  readonly isChecked: boolean;
}

/** Variables of the environment, as programs are told of proxies. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the editor's own settings say of the network: the section `http` of VS Code. */
export interface NetworkSettings {
  /** Empty where the variables of the environment count. */
  readonly proxy: string;
  readonly proxyAuthorization: string;
  readonly noProxy: readonly string[];
  readonly proxyStrictSSL: boolean;
  readonly proxySupport: string;
  /** Whether certificates that the operating system trusts count. Other editors do not say. */
  readonly systemCertificates: boolean;
}

/** The settings as the editor sends them; what is not there is as VS Code has it by default. */
export function readNetworkSettings(sent: unknown): NetworkSettings {
  const fields = fieldsOf(sent);
  return {
    proxy: textOf(fields, "proxy")?.trim() ?? "",
    proxyAuthorization: textOf(fields, "proxyAuthorization") ?? "",
    noProxy: textsOf(fields, "noProxy") ?? [],
    proxyStrictSSL: flagOf(fields, "proxyStrictSSL") ?? true,
    proxySupport: textOf(fields, "proxySupport") ?? "override",
    systemCertificates: flagOf(fields, "systemCertificates") ?? false,
  };
}

/**
 * The proxy for a request, if it goes through any: as VS Code does it, the setting counts before the variables, and each has
 * its own exceptions. Requests to this machine never leave it.
 */
export function proxyFor(url: URL, settings: NetworkSettings, variables: Variables): Proxy | undefined {
  if (settings.proxySupport === "off" || isThisMachine(url.hostname)) return undefined;
  const text = settings.proxy || variableOf(variables, "HTTPS_PROXY") || variableOf(variables, "HTTP_PROXY");
  const exceptions = settings.noProxy.length > 0 ? settings.noProxy : variableOf(variables, "NO_PROXY").split(/[\s,]+/);
  if (text === "" || exceptions.some((exception) => isExcepted(url, exception))) return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  // What cannot be read is no reason to go around the proxy.
  return {
    address: URL.canParse(address) ? new URL(address) : new URL("unreadable:"),
    authorization: settings.proxyAuthorization || undefined,
    isChecked: settings.proxyStrictSSL,
  };
}

function variableOf(variables: Variables, name: string): string {
  const [given = ""] = [variables[name.toLowerCase()], variables[name]].filter((value) => value?.trim());
  return given.trim();
}

function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}

/** `*`, a host with all below it, and either with a port: `example.com`, `.example.com`, `*.example.com:8443`. */
function isExcepted(url: URL, exception: string): boolean {
  // A number of IPv6 stands there without the brackets that it has in an address.
  const text = exception
    .trim()
    .toLowerCase()
    .replace(/^[\da-f]*:[\da-f.]*:[\da-f:.]*$/, "[$&]");
  const [, host = "", port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(text) ?? [];
  if (host === "" || (port !== undefined && port !== (url.port || "443"))) return false;
  return host === "*" || url.hostname === host || url.hostname.endsWith(`.${host}`);
}
