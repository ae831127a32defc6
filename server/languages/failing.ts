import type { Span } from "./reached";
import { skippingWords } from "./reached";
import type { Tokens } from "./tokens";

/** How many tokens of a branch are looked at; in a longer one anything may happen. */
const longest = 300;

/** Words of statements that fail, whatever a language or a library calls them. */
const failing =
  /^(?:throw|raise|die|bail|halt|stop|croak|confess|abort|usage)$|^assert|fatal|panic|fail|exit|error|exception|err$/i;

/** What is said where something that was needed is not there. */
const complaining = /required|must|missing|please|need/i;

/** Whether the code fails in a branch, as far as anybody can tell by what it calls, returns and says. */
export function fails(tokens: Tokens, [first, last]: Span): boolean {
  let isReturned = false;
  for (let at = first; at <= last && at < first + longest; at++) {
    if (tokens.isAny(at, skippingWords)) return false;
    if (!tokens.isWord(at)) {
      if (tokens.is(at, ";")) isReturned = false;
      if (!tokens.isOpen(at) && complaining.test(tokens.spelling(at))) return true;
      continue;
    }
    const word = tokens.spelling(at);
    if (tokens.startsLine(at) || word === "return") isReturned = word === "return";
    const isFailure = failing.test(word) || (isReturned && /^err|^[1-9]|Err/.test(word));
    if (word === "Err" ? !isPattern(tokens, at) : isFailure) return true;
  }
  return last - first >= longest;
}

/** `Err(_) =>` */
function isPattern(tokens: Tokens, word: number): boolean {
  return tokens.isOpen(word + 1) && tokens.isAny(tokens.partner(word + 1) + 1, "=> =");
}
