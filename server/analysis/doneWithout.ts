import type { Reference } from "../languages/reference";

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
 * Whether a name may be missing where it is read: Laravel's configuration leaves what is not there `null`, Phoenix's what it only asks
 * for `nil`, and Django's what it only hands on `None`. They do not start without a key of their own (laravel.com/docs/encryption,
 * hexdocs.pm/phoenix/deployment.html).
 */
export function isLeftNull(
  { name, gives }: Pick<Reference, "name" | "gives">,
  file: { readonly offering: boolean; readonly language: string },
): boolean {
  const isLeft = file.language === "php" || gives === true;
  return file.offering && isLeft && name !== "APP_KEY" && name !== "SECRET_KEY_BASE";
}
