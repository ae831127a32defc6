import type { Likeness, Tokens } from "./tokens";

/** What was found out about tokens, and can go on with those of the next state of the text. */
interface Movable {
  readonly moveTo: (tokens: Tokens, likeness: Likeness) => void;
}

/** Hands on what was found out about a text that somebody types in from one reading to the next. */
export class Carried<Found extends Movable> {
  readonly #make: (tokens: Tokens) => Found;
  readonly #found = new WeakMap<Tokens, Found>();

  constructor(make: (tokens: Tokens) => Found) {
    this.#make = make;
  }

  /** What is known of tokens that are like these, or else what is made for them. */
  of(tokens: Tokens): Found {
    if (!tokens.isKept) return this.#make(tokens);
    const { likeness } = tokens;
    const before = likeness && this.#found.get(likeness.before);
    if (likeness !== undefined && before !== undefined) {
      this.#found.delete(likeness.before);
      before.moveTo(tokens, likeness);
    }
    const found = before ?? this.#make(tokens);
    this.#found.set(tokens, found);
    return found;
  }
}
