import type { Result } from "../../shared/failure";
import { failed } from "../../shared/failure";

type Ask<T> = (signal: AbortSignal) => Promise<Result<T>>;

interface UnderWay<T> {
  readonly controller: AbortController;
  readonly result: Promise<Result<T>>;
  waiting: number;
}

/** A question that goes out once for all who ask while it is under way, and is given up when the last of them gives up. */
export function inFlight<T>(ask: Ask<T>): Ask<T> {
  let underWay: UnderWay<T> | undefined;

  const begin = (): UnderWay<T> => {
    const controller = new AbortController();
    const begun: UnderWay<T> = { controller, result: ask(controller.signal), waiting: 0 };
    const end = () => {
      if (underWay === begun) underWay = undefined;
    };
    void begun.result.then(end, end);
    return begun;
  };

  return (signal) => {
    const joined = (underWay ??= begin());
    joined.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (--joined.waiting === 0) {
          if (underWay === joined) underWay = undefined;
          joined.controller.abort();
        }
        resolve(failed({ kind: "cancelled", message: "The request was cancelled." }));
      };
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
      joined.result
        .finally(() => {
          signal.removeEventListener("abort", leave);
        })
        .then(resolve, reject);
    });
  };
}
