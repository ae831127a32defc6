import { isAscii } from "node:buffer";
import { closeSync, constants, lstatSync, openSync, readSync, statSync } from "node:fs";
import { URI } from "vscode-uri";
import { isGone } from "./gone";
import type { Listing, ListOptions } from "./listFiles";
import { listFiles } from "./listFiles";

/** The files of a workspace, as far as they are on disk. */
export interface WorkspaceFiles {
  /** All files below a folder that its owner would search: not those that git ignores, or that are excluded. */
  readonly list: (folder: string, options: ListOptions) => Promise<Listing>;
  /**
   * The bytes of a text file, or undefined when it is gone, a link, too large or not text. They are valid until the next
   * call: all files share one buffer.
   */
  readonly read: (uri: string) => Buffer | undefined;
  /** Whether a file of which there is nothing to read holds text for all that: too much of it, in UTF-16, or not for us to see. */
  readonly withholds: (uri: string) => boolean;
  /**
   * When a file was changed, in milliseconds, and its size in bytes: as long as both stay, so does the text. A folder has none:
   * what lies in it changes without it.
   */
  readonly stamp: (uri: string) => FileStamp | undefined;
}

/** Tells one version of a file from another. */
export interface FileStamp {
  readonly modified: number;
  readonly size: number;
}

/** Files above this size, in bytes, are data or generated. */
export const maxFileBytes = 5_000_000;

/** How far into a file a NUL byte is looked for, as git does to tell text from binary. */
const probeBytes = 8000;

// One byte more than what is taken shows that a file is too large. No link is followed, and no pipe waited for.
let buffer: Buffer | undefined;
const flags = constants.O_RDONLY | orNothing(constants.O_NOFOLLOW) | orNothing(constants.O_NONBLOCK);

/** The files on this machine's disk. */
export const diskFiles: WorkspaceFiles = {
  // The path of a file elsewhere may be that of another one here; and on Windows, the name of a computer.
  list: (folder, options) =>
    isHere(folder) ? listFiles(folder, options) : Promise.resolve({ uris: [], isPartial: true }),
  read: (uri) => {
    if (!isHere(uri)) return undefined;
    try {
      return readBytes(pathOf(uri));
    } catch {
      // Gone or unreadable: for the workspace the file is not there.
      return undefined;
    }
  },
  withholds: (uri) => {
    if (!isHere(uri)) return true;
    try {
      return holdsMore(pathOf(uri));
    } catch (error) {
      return !isGone(error);
    }
  },
  stamp: (uri) => {
    if (!isHere(uri)) return undefined;
    try {
      const found = statSync(pathOf(uri), { throwIfNoEntry: false });
      return found === undefined || found.isDirectory() ? undefined : { modified: found.mtimeMs, size: found.size };
    } catch {
      // A link in a circle, or a folder that may not be looked into.
      return undefined;
    }
  },
};

/** The text of a file, or undefined when there is none to be had. */
export function readText(files: WorkspaceFiles, uri: string): string | undefined {
  const bytes = files.read(uri);
  return bytes === undefined ? undefined : textOf(bytes);
}

/** The text that bytes of a file say in UTF-8, without the byte order mark that editors do not count either. */
export function textOf(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString("latin1");
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}

/** Whether a file or a folder is on this machine. */
export function isHere(uri: string): boolean {
  return uri.startsWith("file:");
}

function readBytes(path: string): Buffer | undefined {
  buffer ??= Buffer.allocUnsafeSlow(maxFileBytes + 1);
  const file = openSync(path, flags);
  try {
    const length = readSync(file, buffer, 0, buffer.length, 0);
    if (length > maxFileBytes) return undefined;
    const bytes = buffer.subarray(0, length);
    return bytes.subarray(0, probeBytes).includes(0) ? undefined : bytes;
  } finally {
    closeSync(file);
  }
}

function holdsMore(path: string): boolean {
  const found = lstatSync(path);
  // What a link leads to is listed by itself, where it lies in the workspace.
  if (!found.isFile()) return false;
  const file = openSync(path, flags);
  try {
    const probe = Buffer.alloc(probeBytes);
    const start = probe.subarray(0, readSync(file, probe, 0, probe.length, 0));
    return start.includes(0) ? isUtf16(start) : found.size > maxFileBytes;
  } finally {
    closeSync(file);
  }
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** A URI is its path with a scheme before it, and some characters spelled out; a parser would take longer than a small file. */
function pathOf(uri: string): string {
  if (process.platform === "win32" || !uri.startsWith(localScheme)) return URI.parse(uri).fsPath;
  const path = uri.slice(localScheme.length - 1);
  return path.includes("%") ? decodeURIComponent(path) : path;
}

const localScheme = "file:///";

/** Windows lacks some flags. */
function orNothing(flag: number | undefined): number {
  return flag ?? 0;
}
