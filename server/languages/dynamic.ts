import { referenceTo } from "./named";
import type { Reference } from "./reference";
import type { Tokens } from "./tokens";

/** How many tokens a name may be computed with. */
const longest = 100;

/**
 * The reference whose name is computed by the first thing behind an opening bracket: `key` of `env[key]` and of
 * `getenv(key, "default")`. Undefined where a plain string, or nothing, stands there.
 */
export function dynamicReference(tokens: Tokens, open: number, via: Reference["via"]): Reference | undefined {
  const stop = endOfFirst(tokens, open);
  if (stop <= open + 1 || (stop === open + 2 && tokens.isLiteral(open + 1))) return undefined;
  const written = tokens.text.slice(tokens.end(open), tokens.start(stop));
  const name = written.trim();
  return referenceTo(name, tokens.end(open) + written.indexOf(name), { kind: "dynamic", optional: false, via });
}

/** The comma or the bracket behind the first thing in a list; -1 when the list is not closed, or that thing too long. */
function endOfFirst(tokens: Tokens, open: number): number {
  const close = tokens.partner(open);
  for (let at = open + 1; at <= close && at < open + longest; at++) {
    if (at === close || tokens.is(at, ",")) return at;
    if (tokens.isOpen(at) && tokens.partner(at) > at) at = tokens.partner(at);
  }
  return -1;
}
