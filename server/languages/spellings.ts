/**
 * Some spellings, and a quick look that rules nearly every other one out: by the first character and the length, before
 * anything is cut out of a text.
 */
export class Spellings {
  private readonly all: ReadonlySet<string>;
  /** By the first character's code: a bit for each length. Codes and lengths too large for this share their place with others. */
  private readonly lengths = new Int32Array(128);

  /** They stand in one text, with blanks or line breaks between them. */
  constructor(spellings: string) {
    this.all = new Set(spellings.split(/\s+/));
    for (const spelling of this.all) {
      const place = spelling.charCodeAt(0) & 127;
      this.lengths[place] = (this.lengths[place] ?? 0) | (1 << (spelling.length & 31));
    }
  }

  has(spelling: string): boolean {
    return this.all.has(spelling);
  }

  mayStartWith(code: number): boolean {
    return this.lengths[code & 127] !== 0;
  }

  /** Whether one stands in a text from `start` to `end`. */
  isAt(text: string, start: number, end: number): boolean {
    const lengths = this.lengths[text.charCodeAt(start) & 127] ?? 0;
    return ((lengths >>> ((end - start) & 31)) & 1) === 1 && this.all.has(text.slice(start, end));
  }
}

/** Whether what stands in a text from `start` to `end` is one of several words with blanks between them. Nothing is cut out. */
export function isAmong(words: string, text: string, start: number, end: number): boolean {
  const length = end - start;
  for (let at = 0; at < words.length; at++) {
    let same = 0;
    while (same < length && words.charCodeAt(at + same) === text.charCodeAt(start + same)) same++;
    at += same;
    if (same === length && (at === words.length || words.charCodeAt(at) === blank)) return true;
    while (at < words.length && words.charCodeAt(at) !== blank) at++;
  }
  return false;
}

const blank = 32;
