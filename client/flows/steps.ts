/** Where in a dialog of several steps a question stands. */
export interface Place {
  readonly step: number;
  /** Undefined while answers that are still to come decide how many there will be. */
  readonly totalSteps: number | undefined;
  readonly canGoBack: boolean;
}

/** How a step ended. Going back keeps what was entered so far, too. */
export type StepEnd<S> =
  | { readonly kind: "next"; readonly state: S }
  | { readonly kind: "back"; readonly state: S }
  | { readonly kind: "cancelled" };

/** One question of a dialog: it takes what is known and gives it back with its answer. */
export interface Step<S> {
  readonly ask: (state: S, place: Place) => Promise<StepEnd<S>>;
  /** Whether the question makes sense given the answers so far. */
  readonly applies?: (state: S) => boolean;
  /** Whether it depends on the answer which questions follow. */
  readonly decides?: (state: S) => boolean;
}

/** The same question, where what is asked next depends on its answer. */
export function deciding<S>(step: Step<S>): Step<S> {
  return { ...step, decides: () => true };
}

/** Walks through the steps, back and forth; undefined when the user gave up. */
export async function runSteps<S>(steps: readonly Step<S>[], initial: S, start = 0): Promise<S | undefined> {
  let state = initial;
  let index: number | undefined = start;
  while (index !== undefined) {
    const step: Step<S> | undefined = steps[index];
    if (!step) return state;
    const end = await step.ask(state, placeOf(steps, index, state));
    if (end.kind === "cancelled") return undefined;
    state = end.state;
    index = end.kind === "next" ? following(steps, index, state) : (preceding(steps, index, state) ?? index);
  }
  return state;
}

function placeOf<S>(steps: readonly Step<S>[], index: number, state: S): Place {
  const before = steps.slice(0, index).filter((step) => applies(step, state)).length;
  const fromHere = steps.slice(index).filter((step, at) => at === 0 || applies(step, state));
  // A total that grows on the way would be worse than none.
  const totalSteps = fromHere.some(({ decides }) => decides?.(state)) ? undefined : before + fromHere.length;
  return { step: before + 1, totalSteps, canGoBack: before > 0 };
}

function following<S>(steps: readonly Step<S>[], index: number, state: S): number | undefined {
  const next = steps.findIndex((step, at) => at > index && applies(step, state));
  return next === -1 ? undefined : next;
}

function preceding<S>(steps: readonly Step<S>[], index: number, state: S): number | undefined {
  const previous = steps.findLastIndex((step, at) => at < index && applies(step, state));
  return previous === -1 ? undefined : previous;
}

function applies<S>(step: Step<S>, state: S): boolean {
  return step.applies?.(state) ?? true;
}
