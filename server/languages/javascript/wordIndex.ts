import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";

/** Where each word of a script stands that is not a member of something. Made in one pass; each question costs what it finds. */
export class WordIndex {
  readonly #tokens: Tokens;
  /** By hash: the first word that has it. By token: the next word with the same hash. -1 when there is none. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#heads = new Int32Array(1 << (32 - Math.clz32(tokens.count >> 2))).fill(-1);
    this.#next = new Int32Array(tokens.count);
    for (let index = tokens.count - 1; index >= 0; index--) {
      if (tokens.kind(index) !== tokenKind.word || tokens.isMember(index)) continue;
      const hash = this.#hashOf(tokens.text, tokens.start(index), tokens.end(index));
      this.#next[index] = this.#heads[hash] ?? -1;
      this.#heads[hash] = index;
    }
  }

  /** The words that say `name`, in order. */
  of(name: string): readonly number[] {
    const tokens = this.#tokens;
    const found: number[] = [];
    let index = this.#heads[this.#hashOf(name, 0, name.length)] ?? -1;
    for (; index >= 0; index = this.#next[index] ?? -1) if (tokens.is(index, name)) found.push(index);
    return found;
  }

  #hashOf(text: string, start: number, end: number): number {
    let hash = end - start;
    for (let offset = start; offset < end; offset++) hash = (Math.imul(hash, 31) + text.charCodeAt(offset)) | 0;
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }
}
