import { lineEndOf, matchAt } from "../textPlaces";

interface Announced {
  readonly delimiter: string;
  readonly isIndented: boolean;
  readonly isFilledIn: boolean;
}

/** The heredocs that a script announces: their texts stand below the line, one after the other. */
export class Heredocs {
  readonly #text: string;
  readonly #to: number;
  readonly #waiting: Announced[] = [];

  constructor(text: string, to: number) {
    this.#text = text;
    this.#to = to;
  }

  /** Whether any text is still to come. */
  get areAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes note of a heredoc that starts at a `<`; gives the length of what was read. */
  announce(position: number): number {
    const found = matchAt(/<<(-?)[ \t]*(?:(["'])([^"'\n]+)\2|\\?([^\s;&|<>()"'`$\\]+))/y, this.#text, position);
    if (this.#text.startsWith("<<<", position)) return 3;
    if (found === null) return 1;
    const [all, dash, , quoted, bare = ""] = found;
    const isFilledIn = quoted === undefined && !all.includes("\\");
    this.#waiting.push({ delimiter: quoted ?? bare, isIndented: dash === "-", isFilledIn });
    return all.length;
  }

  /** The text that starts at the position, if one was announced. Without its last line it reaches to the end. */
  next(position: number): { readonly end: number; readonly isFilledIn: boolean } | undefined {
    const announced = this.#waiting.shift();
    if (announced === undefined) return undefined;
    return { end: this.#findEnd(announced, position), isFilledIn: announced.isFilledIn };
  }

  /** The line behind the text that ends at the position. */
  behind(position: number): number {
    return Math.min(lineEndOf(this.#text, position) + 1, this.#to);
  }

  #findEnd({ delimiter, isIndented }: Announced, position: number): number {
    for (let start = position; start < this.#to; start = this.behind(start)) {
      const line = this.#text.slice(start, this.behind(start)).replace(/\r?\n$/, "");
      if ((isIndented ? line.replace(/^\t+/, "") : line) === delimiter) return start;
    }
    return this.#to;
  }
}
