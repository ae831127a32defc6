/**
 * Whether a name is one that the library which is given it does without: where Sentry has no address to send to, it sends nothing
 * and does not fail, and what it adds to what it sends has a default (docs.sentry.io/platforms/javascript/configuration/options/,
 * and the same of its other libraries). Where builds have nothing to sign in with, no source maps are uploaded
 * (github.com/getsentry/sentry-javascript/pull/7858).
 */
export function isDoneWithout(name: string): boolean {
  return /(?:^|_)SENTRY_(?:[A-Z]+_)*(?:DSN|RELEASE|ENVIRONMENT|SAMPLE_RATE|AUTH_TOKEN|ORG(?:ANIZATION)?|PROJECT)(?:_|$)/.test(
    name,
  );
}

/**
 * Whether a name may be missing where it is read: Laravel's configuration leaves what is not there `null`. It does not start without
 * its own key (laravel.com/docs/encryption).
 */
export function isLeftNull(name: string, file: { readonly offering: boolean; readonly language: string }): boolean {
  return file.offering && file.language === "php" && name !== "APP_KEY";
}
