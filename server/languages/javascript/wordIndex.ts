import type { Tokens } from "../tokens";
import { hashOf, tokenKind } from "../tokens";

/** Where each word of a script stands that is not a member of something. Made in one pass; each question costs what it finds. */
export class WordIndex {
  readonly #tokens: Tokens;
  /** By hash: the first word that has it. By token: the next word with the same hash. -1 when there is none. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    const heads = new Int32Array(1 << (32 - Math.clz32(tokens.count >> 2))).fill(-1);
    const next = new Int32Array(tokens.count);
    const mask = heads.length - 1;
    for (let index = tokens.count - 1; index >= 0; index--) {
      if (tokens.kind(index) !== tokenKind.word || tokens.isMember(index)) continue;
      const hash = tokens.hash(index) & mask;
      next[index] = heads[hash] ?? -1;
      heads[hash] = index;
    }
    this.#heads = heads;
    this.#next = next;
  }

  /** The words that say `name`, in order. */
  of(name: string): readonly number[] {
    const tokens = this.#tokens;
    const found: number[] = [];
    let index = this.#heads[hashOf(name, 0, name.length) & (this.#heads.length - 1)] ?? -1;
    for (; index >= 0; index = this.#next[index] ?? -1) if (tokens.is(index, name)) found.push(index);
    return found;
  }
}
