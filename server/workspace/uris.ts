import { posix } from "node:path";
import { URI } from "vscode-uri";

/** The one spelling of a URI that everything here compares and keys by: editors encode the same file in several ways. */
export function normalizeUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The URI of the folder that a file stands in, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}

/** What a path leads to from a folder. */
export function joinUri(folder: string, path: string): string {
  return joinPlainly(folder, path) ?? joinParsed(URI.parse(folder), path).toString();
}

function joinParsed(folder: URI, path: string): URI {
  return folder.with({ path: posix.join(folder.path, path) });
}

const root = "file:///";

/** The same for an ordinary path, which is most of them, in a fraction of the time. */
function joinPlainly(folder: string, path: string): string | undefined {
  if (!/^(?:\.\.?\/)*(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path)) return undefined;
  let at = folder;
  let rest = path;
  for (; rest.startsWith("."); rest = rest.slice(rest.indexOf("/") + 1)) if (rest.startsWith("..")) at = folderOf(at);
  return at.length > root.length && at.startsWith(root) && !at.endsWith("/") ? `${at}/${rest}` : undefined;
}

/** True when `uri` is the folder itself or lies anywhere below it. */
export function isWithin(uri: string, folder: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path of `uri` below `folder` as a person reads it. */
export function relativePath(uri: string, folder: string): string {
  return decodeURIComponent(uri.slice(folder.length).replace(/^\//, ""));
}
