import type { InitializationOptions } from "../../shared/protocol";
import { normalizeUri } from "./uris";

/** Says which files may be read, in an editor where a server has hung before. */
export interface ReadingGuard {
  /** Takes over what the editor knows of servers that hung. */
  readonly start: (afterHang: InitializationOptions["afterHang"]) => void;
  /** Whether a file may be read, which is about to begin. */
  readonly mayRead: (uri: string) => boolean;
  /** Files that must not be read. */
  readonly leftOut: () => readonly string[];
}

/** Everything may be read. */
export const noGuard: ReadingGuard = { start: () => undefined, mayRead: () => true, leftOut: () => [] };

/**
 * Lets everything be read until a server has hung. From then on `tell` is told what is being read, and undefined when that
 * has come to its end: whoever ends a server that hangs again knows what it hung at.
 */
export function createReadingGuard(tell: (uri: string | undefined) => void): ReadingGuard {
  let leftOut: ReadonlySet<string> | undefined;
  let isReading = false;
  return {
    start: (afterHang) => {
      leftOut = afterHang && new Set(afterHang.leftOut.map(normalizeUri));
    },
    mayRead: (uri) => {
      if (leftOut === undefined) return true;
      if (leftOut.has(normalizeUri(uri))) return false;
      tell(uri);
      // Reading does not wait for anything: whoever gets a turn finds it done.
      if (!isReading) {
        setImmediate(() => {
          isReading = false;
          tell(undefined);
        });
      }
      isReading = true;
      return true;
    },
    leftOut: () => [...(leftOut ?? [])],
  };
}
