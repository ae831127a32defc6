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
  /** What is typed to find it. */
  readonly filter: string;
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

/** What suggestions depend on besides what is known of the names. */
export interface Surroundings {
  /** What an environment is called. */
  readonly nameOf: (environment: string) => string;
  /** The names that the file uses already. */
  readonly usedNearby: ReadonlySet<string>;
}

/** The names to offer in a context: what is declared, used nearby and stored comes first. */
export function suggestionsFor(
  context: NameContext,
  { knowledge, ...surroundings }: Surroundings & { readonly knowledge: Knowledge },
): readonly Suggestion[] {
  return namesToOffer(knowledge).flatMap((name) =>
    writings(name, context).map((writing) => suggestion(name, writing, { span: context, knowledge, ...surroundings })),
  );
}

/** The names whose accessors can take the place of a word of code, after all else that the editor offers there. */
export function wholeAccessors(
  span: { readonly start: number; readonly end: number },
  accessor: (name: string) => string,
  { knowledge, ...surroundings }: Surroundings & { readonly knowledge: Knowledge },
): readonly Suggestion[] {
  return namesToOffer(knowledge).map((name) => {
    const text = accessor(name);
    return suggestion(
      name,
      { label: text, insert: text, order: 9, filter: name },
      { span, knowledge, ...surroundings },
    );
  });
}

function namesToOffer({ scope, catalog }: Knowledge): readonly string[] {
  return [...new Set([...scope.declared.keys(), ...catalog.secrets.keys()])];
}

interface Offer extends Surroundings {
  readonly span: { readonly start: number; readonly end: number };
  readonly knowledge: Knowledge;
}

function suggestion(name: string, { label, insert, order, filter }: Writing, offer: Offer): Suggestion {
  const { span, knowledge, nameOf } = offer;
  const state = stateWords(name, knowledge);
  return {
    name,
    label,
    insert,
    filter: filter ?? insert,
    start: span.start,
    end: span.end,
    state,
    detail: [state, declaredWords(name, knowledge)].filter((words) => words !== "").join(", "),
    description: descriptionOf(name, knowledge),
    places: placesOf(name, knowledge, nameOf),
    sortText: `${order}${rank(name, offer)}${name}`,
  };
}

interface Writing {
  readonly label: string;
  readonly insert: string;
  /** The short form of all names comes before the long one. */
  readonly order: number;
  /** What is typed to find it, when it is not what is inserted. */
  readonly filter?: string;
}

function writings(name: string, { form, suffix }: NameContext): readonly Writing[] {
  switch (form) {
    case "pattern":
      return isUpperSnake(name) ? [{ label: name, insert: name + suffix, order: 0 }] : [];
    case "accessor":
    case "tag":
      return [{ label: name, insert: name + suffix, order: 0 }];
    case "angle": {
      const tag = `<secret>${name}</secret>`;
      const angle = `<${name}>`;
      return [
        ...(isUpperSnake(name) ? [{ label: angle, insert: angle, order: 0 }] : []),
        { label: tag, insert: tag, order: 1 },
      ];
    }
  }
}

function isUpperSnake(name: string): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

function rank(name: string, { knowledge, usedNearby }: Offer): number {
  const stored = stateOf(name, knowledge) === "missing" ? 4 : 0;
  const declared = knowledge.scope.declared.has(name) ? 0 : 2;
  return stored + declared + (usedNearby.has(name) ? 0 : 1);
}
