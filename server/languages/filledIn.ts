import { referenceTo } from "./named";
import type { Reference } from "./reference";

/** Settings of Spring, Quarkus and Micronaut: `${NAME}` and `${NAME:default}`. In small letters these are settings themselves. */
export const filledBySpring = filledBy(/(?<!\\)\$\{(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>:)?/g);

/**
 * Settings of Symfony: `%env(NAME)%`, `%env(int:NAME)%` (symfony.com/doc/current/configuration/env_var_processors.html). Each is for
 * a service that may be used, and mostly may be empty.
 */
export const filledBySymfony = filledBy(
  /%env\((?!const:)(?<spared>)(?:[\w.\\-]*:)*(?<name>[A-Za-z_]\w*)(?![\w.\\:-])/g,
);

/** Finds what a library fills in within a span of a text: `name`, and `spared` where something else is taken if it is not there. */
function filledBy(pattern: RegExp) {
  return (text: string, from: number, to: number): readonly Reference[] =>
    Array.from(text.slice(from, to).matchAll(pattern), ({ 0: all, index, groups }) => {
      const { name = "", spared } = groups ?? {};
      const start = from + index + all.lastIndexOf(name);
      return referenceTo(name, start, { kind: "read", optional: spared !== undefined, via: "direct" });
    });
}
