/**
 * Whether a name is one that the library which is given it does nothing without, and does not fail: where Sentry has no address to send
 * to, it sends nothing (docs.sentry.io/platforms/javascript/configuration/options/#dsn, and the same of its other libraries).
 */
export function isDoneWithout(name: string): boolean {
  return /(?:^|_)SENTRY_(?:[A-Z]+_)*DSN(?:_|$)/.test(name);
}
