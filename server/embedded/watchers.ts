import type { FileStamp } from "./disk";

/** Everybody who wants to hear of what others write. */
export interface Watchers {
  readonly watch: (changed: () => void) => () => void;
  /** Makes a change of our own, of which nobody is told. `made` says what the file was before and what it is now. */
  readonly during: <T>(change: (made: Made) => Promise<T>) => Promise<T>;
}

/** To be called with the stamps of the file before and after a change. */
export type Made = (before: FileStamp | undefined, after: FileStamp | undefined) => void;

interface Watcher {
  /** The last state that was told of, or that we made ourselves of such a one. */
  accounted: FileStamp | undefined;
}

const unreadable = "unreadable";

/**
 * Looks at the file's stamp again and again: a watch by the operating system may stay silent on network drives, and cannot
 * begin before there is a folder.
 */
export function createWatchers(currentStamp: () => Promise<FileStamp | undefined>, interval: number): Watchers {
  const watchers = new Set<Watcher>();
  let underWay = 0;
  let finished = 0;

  const look = async (watcher: Watcher, changed: () => void) => {
    const before = finished;
    const stamp = await currentStamp().catch(() => unreadable);
    // What is seen around a change of our own may be half of it: the next look will tell.
    if (underWay > 0 || finished !== before || stamp === watcher.accounted || !watchers.has(watcher)) return;
    watcher.accounted = stamp;
    // A disk that cannot be asked is told of by the next reading, which knows nothing of when it can be asked again.
    if (stamp !== unreadable) changed();
  };

  return {
    watch: (changed) => {
      const watcher: Watcher = { accounted: undefined };
      watchers.add(watcher);
      // Whoever begins to watch reads afterwards, and so knows of everything up to now.
      const ready = look(watcher, () => undefined);
      const timer = setInterval(() => void ready.then(() => look(watcher, changed)), interval);
      timer.unref();
      return () => {
        clearInterval(timer);
        watchers.delete(watcher);
      };
    },
    during: async (change) => {
      underWay++;
      try {
        return await change((before, after) => {
          // If others wrote before us without anybody having been told, it is still to be told.
          for (const watcher of watchers) if (watcher.accounted === before) watcher.accounted = after;
        });
      } finally {
        underWay--;
        finished++;
      }
    },
  };
}
