/**
 * Whether a name is one that the library which is given it does without: where Sentry has no address to send to, it sends nothing
 * and does not fail, and what it adds to what it sends has a default (docs.sentry.io/platforms/javascript/configuration/options/,
 * and the same of its other libraries).
 */
export function isDoneWithout(name: string): boolean {
  return /(?:^|_)SENTRY_(?:[A-Z]+_)*(?:DSN|RELEASE|ENVIRONMENT|SAMPLE_RATE)(?:_|$)/.test(name);
}
