import type { NameContext } from "../languages/reference";
import type { Knowledge } from "./knowledge";
import { stateOf } from "./knowledge";
import { declaredWords, descriptionOf, placesOf, stateWords } from "./words";

/** A name offered at the cursor. Offsets are UTF-16 code units. */
export interface Suggestion {
  readonly name: string;
  readonly label: string;
  /** What replaces the text from `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** The state in the active environment in words; empty while nothing is known. */
  readonly state: string;
  /** State and declaration in words. */
  readonly detail: string;
  /** What is said about the name; it comes from outside and is to be escaped. */
  readonly description: string;
  /** The environments in which it has a value, in a sentence. */
  readonly places: string;
  /** The order in which suggestions stand. */
  readonly sortText: string;
}

/** The names to offer in a context: what is declared and stored comes first. `nameOf` says what an environment is called. */
export function suggestionsFor(
  context: NameContext,
  knowledge: Knowledge,
  nameOf: (environment: string) => string,
): readonly Suggestion[] {
  const names = new Set([...knowledge.scope.declared.keys(), ...knowledge.catalog.secrets.keys()]);
  return [...names].flatMap((name) =>
    writings(name, context).map(({ label, insert, order }) => ({
      name,
      label,
      insert,
      start: context.start,
      end: context.end,
      state: stateWords(name, knowledge),
      detail: [stateWords(name, knowledge), declaredWords(name, knowledge)].filter((words) => words !== "").join(", "),
      description: descriptionOf(name, knowledge),
      places: placesOf(name, knowledge, nameOf),
      sortText: `${order}${rank(name, knowledge)}${name}`,
    })),
  );
}

interface Writing {
  readonly label: string;
  readonly insert: string;
  /** The short form of all names comes before the long one. */
  readonly order: number;
}

function writings(name: string, { form, suffix }: NameContext): readonly Writing[] {
  switch (form) {
    case "accessor":
    case "tag":
      return [{ label: name, insert: name + suffix, order: 0 }];
    case "angle": {
      const tag = `<secret>${name}</secret>`;
      const angle = `<${name}>`;
      const isUpperSnake = /^[A-Z][A-Z0-9_]+$/.test(name);
      return [
        ...(isUpperSnake ? [{ label: angle, insert: angle, order: 0 }] : []),
        { label: tag, insert: tag, order: 1 },
      ];
    }
  }
}

function rank(name: string, knowledge: Knowledge): number {
  const declared = knowledge.scope.declared.has(name) ? 0 : 1;
  const stored = stateOf(name, knowledge) === "missing" ? 2 : 0;
  return declared + stored;
}
