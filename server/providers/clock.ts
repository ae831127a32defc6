import type { Trouble } from "./trouble";

/** Ends an attempt when its time is over or the caller gives up, and knows which of the two it was. */
export function startClock(milliseconds: number, caller: AbortSignal) {
  const controller = new AbortController();
  let verdict: Trouble | undefined;
  const end = (trouble: Trouble) => {
    verdict ??= trouble;
    controller.abort();
  };
  const cancel = () => {
    end({ kind: "cancelled" });
  };
  const timer = setTimeout(() => {
    end({ kind: "timeout" });
  }, milliseconds);
  caller.addEventListener("abort", cancel, { once: true });
  if (caller.aborted) cancel();
  return {
    signal: controller.signal,
    verdict: () => verdict,
    stop: () => {
      clearTimeout(timer);
      caller.removeEventListener("abort", cancel);
    },
  };
}

/** Waits; false when the caller gave up meanwhile. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener("abort", finish, { once: true });
    if (signal.aborted) finish();
  });
}

/** What comes of it, or undefined as soon as the caller gives up. */
export async function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let leave = (): void => undefined;
  const left = new Promise<undefined>((resolve) => {
    leave = () => {
      resolve(undefined);
    };
    signal.addEventListener("abort", leave, { once: true });
  });
  const given = await Promise.race([result, left]);
  signal.removeEventListener("abort", leave);
  return given;
}
