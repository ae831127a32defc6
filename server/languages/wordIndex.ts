import type { Likeness, Tokens } from "./tokens";
import { hashOf, tokenKind } from "./tokens";

/** Some tokens in a row. Places of tokens are counted from the first of them. */
interface Stretch {
  readonly first: number;
  readonly count: number;
  /** By hash: the first word that has it. By token: the next word with the same hash. -1 when there is none. */
  readonly heads: Int16Array;
  readonly next: Int16Array;
}

/** So many tokens are in a stretch at the most: what is typed in costs one of them. */
const longestStretch = 4_096;

/** Where each word of a script stands that is not a member of something. Made in one pass; each question costs what it finds. */
export class WordIndex {
  #tokens: Tokens;
  #stretches: readonly Stretch[];

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#stretches = stretchesOf(tokens, 0, tokens.count);
  }

  /** The words that say `name`, in order. */
  of(name: string): readonly number[] {
    const tokens = this.#tokens;
    const hash = hashOf(name, 0, name.length);
    const found: number[] = [];
    for (const { first, heads, next } of this.#stretches) {
      let place = heads[hash & (heads.length - 1)] ?? -1;
      for (; place >= 0; place = next[place] ?? -1) if (tokens.is(first + place, name)) found.push(first + place);
    }
    return found;
  }

  /** Goes on with tokens that are like these: what is in between is looked at again. */
  moveTo(tokens: Tokens, { same, from, by }: Likeness): void {
    const front = this.#stretches.filter(({ first, count }) => first + count <= same);
    // Whether a word is a member is told by the token in front of it.
    const rest = this.#stretches.filter(({ first }) => first > from);
    const start = front.reduce((sum, { count }) => sum + count, 0);
    const end = (rest[0]?.first ?? tokens.count - by) + by;
    this.#tokens = tokens;
    const moved = by === 0 ? rest : rest.map((stretch) => ({ ...stretch, first: stretch.first + by }));
    this.#stretches = [...front, ...stretchesOf(tokens, start, end), ...moved];
  }
}

function stretchesOf(tokens: Tokens, from: number, to: number): readonly Stretch[] {
  const pieces = Math.ceil((to - from) / longestStretch);
  const places = Array.from({ length: pieces + 1 }, (_, piece) => from + Math.floor(((to - from) * piece) / pieces));
  return places.slice(1).map((end, piece) => stretchOf(tokens, places[piece] ?? end, end));
}

function stretchOf(tokens: Tokens, first: number, end: number): Stretch {
  const count = end - first;
  const heads = new Int16Array(1 << (32 - Math.clz32(count >> 2))).fill(-1);
  const next = new Int16Array(count);
  const mask = heads.length - 1;
  for (let index = end - 1; index >= first; index--) {
    if (tokens.kind(index) !== tokenKind.word || tokens.isMember(index)) continue;
    const hash = tokens.hash(index) & mask;
    next[index - first] = heads[hash] ?? -1;
    heads[hash] = index - first;
  }
  return { first, count, heads, next };
}
