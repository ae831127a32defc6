import type { Rule } from "./rule";

/** A manifest that cannot be read as its owner reads it. */
export const invalidManifest: Rule = {
  meta: { code: "invalid-manifest", setting: "rules.invalidManifest", everywhere: true },
  check: ({ manifest }, severity) =>
    (manifest?.errors ?? []).map(({ message, span }) => ({
      code: "invalid-manifest",
      severity,
      start: span.start,
      end: span.end,
      name: "",
      message,
    })),
};
