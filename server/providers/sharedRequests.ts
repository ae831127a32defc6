import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";
import { untilAborted } from "./clock";

type Start<T> = (signal: AbortSignal) => Promise<Result<T>>;

interface UnderWay<T> {
  readonly result: Promise<Result<T>>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Requests that are under way, each made once for all who ask for the same. Whoever gives up leaves at once; the request
 * itself ends when nobody waits for it any more.
 */
export function createSharedRequests<T>(): (key: string, start: Start<T>, signal: AbortSignal) => Promise<Result<T>> {
  const underWay = new Map<string, UnderWay<T>>();

  const begin = (key: string, start: Start<T>): UnderWay<T> => {
    const controller = new AbortController();
    const result = start(controller.signal).finally(() => {
      if (underWay.get(key) === request) underWay.delete(key);
    });
    const request: UnderWay<T> = { result, controller, waiting: 0 };
    underWay.set(key, request);
    return request;
  };

  return async (key, start, signal) => {
    if (signal.aborted) return cancelled;
    const request = underWay.get(key) ?? begin(key, start);
    request.waiting++;
    const given = (await untilAborted(request.result, signal)) ?? cancelled;
    request.waiting--;
    if (request.waiting === 0 && given === cancelled) {
      if (underWay.get(key) === request) underWay.delete(key);
      request.controller.abort();
    }
    return given;
  };
}

/** Does something once for all who ask for it meanwhile by the same key. Nobody can give it up. */
export function createOnce<T>(): (key: string, start: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, start) => {
    const before = underWay.get(key);
    if (before !== undefined) return before;
    const result = start().finally(() => underWay.delete(key));
    underWay.set(key, result);
    return result;
  };
}

/** A question that goes out once for all who ask while it is under way, and is given up when the last of them gives up. */
export function inFlight<T>(ask: Start<T>): Start<T> {
  const shared = createSharedRequests<T>();
  return (signal) => shared("", ask, signal);
}

const cancelled = failed({ kind: "cancelled", message: "The request was cancelled." });
