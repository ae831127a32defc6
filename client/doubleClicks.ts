/** How soon after a click another one makes it a double click, in milliseconds. An editor that is busy hands the second one over late. */
const interval = 1_000;

/**
 * Tells the second half of a double click. The editor runs what lies behind a row at each of the two; whoever clicks so, as in a
 * file manager, means it once. Who does something else in between means both.
 */
export interface DoubleClicks {
  /**
   * A click on a name. Gives what is to be told the state of the file once that click has had its effect; undefined for a second
   * half, which has none. A state is told from any other by what it is called.
   */
  readonly click: (name: string, file: string) => ((file: string) => void) | undefined;
}

/** No clicks yet. `now` in milliseconds. */
export function createDoubleClicks(now: () => number): DoubleClicks {
  /** How the last click that was no second half has left the file; undefined until it has. */
  let last: { readonly name: string; readonly at: number; left?: string } = { name: "", at: 0 };
  return {
    click: (name, file) => {
      const at = now();
      const { left = file } = last;
      if (name === last.name && at - last.at < interval && file === left) return undefined;
      const own: typeof last = { name, at };
      last = own;
      return (left) => {
        own.left = left;
      };
    },
  };
}
