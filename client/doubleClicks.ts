/** How soon after a click another one makes it a double click, in milliseconds. An editor that is busy hands the second one over late. */
const interval = 1_000;

/** Tells the second half of a double click. The editor runs what lies behind a row at each of the two; whoever clicks so, as in a file manager, means it once. */
export function createDoubleClicks(now: () => number): (name: string) => boolean {
  let last = { name: "", at: 0 };
  return (name) => {
    const next = { name, at: now() };
    if (name === last.name && next.at - last.at < interval) return true;
    last = next;
    return false;
  };
}
