/** How soon after a click another one makes it a double click, in milliseconds. An editor that is busy hands the second one over late. */
const interval = 1_000;

/**
 * Tells the second half of a double click. The editor runs what lies behind a row, and the buttons in it, at each of the two; whoever
 * clicks so, as in a file manager, means it once.
 */
export function createDoubleClicks(now: () => number): (command: string, name: string) => boolean {
  let last = { what: "", at: 0 };
  return (command, name) => {
    const next = { what: `${command} ${name}`, at: now() };
    if (next.what === last.what && next.at - last.at < interval) return true;
    last = next;
    return false;
  };
}
