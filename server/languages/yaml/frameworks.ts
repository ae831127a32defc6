import type { Reference } from "../reference";
import type { YamlLine } from "./lines";
import { readOf } from "./readOf";

/**
 * Settings of Symfony: `%env(NAME)%`, `%env(int:NAME)%` (symfony.com/doc/current/configuration/env_var_processors.html). Each is for
 * a service that may be used, and mostly may be empty.
 */
export const findInSymfony = filledIn(/%env\((?!const:)(?<spared>)(?:[\w.\\-]*:)*(?<name>[A-Za-z_]\w*)(?![\w.\\:-])/g);

/** Settings of Spring, Quarkus and Micronaut: `${NAME}` and `${NAME:default}`. In small letters these are settings themselves. */
export const findInSpring = filledIn(/(?<!\\)\$\{(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>:)?/g);

/** Finds what is filled in where a pattern fits: `name`, and `spared` where something else is taken if it is not there. */
function filledIn(pattern: RegExp) {
  return (text: string, lines: readonly YamlLine[]): readonly Reference[] =>
    lines.flatMap(({ valueStart, end }) =>
      Array.from(text.slice(valueStart, end).matchAll(pattern), ({ 0: all, index, groups }) => {
        const { name = "", spared } = groups ?? {};
        return readOf(name, valueStart + index + all.lastIndexOf(name), spared !== undefined);
      }),
    );
}
