import { readReferences } from "../../server/workspace/readReferences";
import { processorTime } from "../processorTime";
import { language } from "../pure/languages/check";

/** How long a language takes for a text and for a longer one, in milliseconds of processor time. */
export interface Growth {
  readonly short: number;
  readonly long: number;
  /** Whether it takes longer than a time that grows with the text would let it. */
  readonly isTooFast: boolean;
}

const small = 8000;
/** So many times the text takes about so many times as long; in quadratic time it would be a hundred and forty-four times. */
const factor = 12;
const tolerance = 3;
/** What takes less cannot be told from the noise, in milliseconds. */
const leastTold = 40;
const tries = 6;
/** Before a time is called too long: the processor may be busy with what has been compiled just now. */
const moreTries = 18;

/** Reads texts that are made of as many parts as there is room for; undefined where that is over in no time. */
export function growthOf(languageId: string, make: (size: number) => string): Growth | undefined {
  const time = (text: string): number =>
    processorTime(() => readReferences(language(languageId), { text, languageId, imports: undefined }));
  const [few, many] = [make(small), make(factor * small)];
  let long = time(many);
  if (long < leastTold) return undefined;
  const short = Math.min(...Array.from({ length: tries }, () => time(few)));
  const most = tolerance * factor * short;
  for (let again = 1; again < moreTries && long > most; again++) long = Math.min(long, time(many));
  return { short, long, isTooFast: long > most };
}

/** As many pieces as there is room for, each of them told its number. */
export function repeated(size: number, length: number, piece: (turn: number) => string): string {
  return Array.from({ length: Math.ceil(size / (length + 1)) }, (_, turn) => `${piece(turn)}\n`).join("");
}
