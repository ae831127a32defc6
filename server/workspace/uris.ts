import { URI, Utils } from "vscode-uri";

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
  return Utils.joinPath(URI.parse(folder), path).toString();
}

/** True when `uri` is the folder itself or lies anywhere below it. */
export function isWithin(uri: string, folder: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path of `uri` below `folder` as a person reads it. */
export function relativePath(uri: string, folder: string): string {
  return decodeURIComponent(uri.slice(folder.length).replace(/^\//, ""));
}
