import type { Catalog } from "./catalog";

/** Lists the names of a service again from time to time, as long as somebody looks at the editor. */
export interface Freshness {
  /** The user came to the editor, or left it. */
  readonly setFocused: (focused: boolean) => void;
  readonly stop: () => void;
}

/** How old names may become, in milliseconds. */
export interface Ages {
  /** While somebody looks. Blurred by a fifth, so that many editors do not come at once. */
  readonly interval: number;
  /** When somebody comes back. */
  readonly onFocus: number;
}

const usualAges: Ages = { interval: 5 * 60_000, onFocus: 30_000 };

/** Keeps a catalog fresh; without one there is nothing to do. A service that asks to be left alone for a while is. */
export function keepFresh(
  catalog: Pick<Catalog, "state" | "refresh" | "onDidChange"> | undefined,
  now: () => Date,
  ages: Ages = usualAges,
): Freshness {
  let timer: NodeJS.Timeout | undefined;
  let focused = true;
  let stopped = false;

  const schedule = (): void => {
    clearTimeout(timer);
    if (stopped || !focused || catalog === undefined) return;
    timer = setTimeout(
      () => void catalog.refresh(),
      pauseAsked(catalog, now) ?? ages.interval * (0.8 + Math.random() * 0.4),
    );
    // It must not keep the process alive.
    timer.unref();
  };
  // Each listing that settles sets the clock anew, whoever asked for it.
  catalog?.onDidChange(schedule);
  return {
    setFocused: (next) => {
      const came = next && !focused;
      focused = next;
      schedule();
      if (came && catalog !== undefined && pauseAsked(catalog, now) === undefined && ageOf(catalog, now) > ages.onFocus)
        void catalog.refresh();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** How much longer the service asked us to wait, in milliseconds, where it did. A setting of a clock cannot hold more than 24 days. */
function pauseAsked({ state }: Pick<Catalog, "state">, now: () => Date): number | undefined {
  const { status } = state();
  const left = "retryAt" in status ? Date.parse(status.retryAt) - now().getTime() : 0;
  return left > 0 ? Math.min(left, 24 * 3_600_000) + 500 : undefined;
}

function ageOf({ state }: Pick<Catalog, "state">, now: () => Date): number {
  const { checkedAt } = state();
  return checkedAt === "" ? Infinity : now().getTime() - Date.parse(checkedAt);
}
