import { changeBetween } from "../textChange";
import { Scanner } from "./scanner";
import type { Place, Script } from "./variables";
import { emptyScript } from "./variables";

/** What is known of a script that somebody types in. */
interface Scan {
  readonly text: string;
  readonly script: Script;
  /** Where it was read as at the start of a script: what stands in front of that has nothing to do with what is behind. */
  readonly checkpoints: readonly number[];
}

const nothing: Scan = { text: "", script: emptyScript(), checkpoints: [] };
let last = nothing;
const worthKeeping = 20_000;
const betweenCheckpoints = 2_000;

/**
 * What `scanShell` finds in a script that somebody types in. If it is like the last one but for one place, only what is around
 * that place is read again, and what was found behind it is moved.
 */
export function scanTyped(text: string): Script {
  const before = last;
  const { from, to, shift } = changeBetween(before.text, text);
  const checkpoints = before.checkpoints.filter((place) => place <= from);
  const start = checkpoints.at(-1) ?? 0;
  const meetings = new Set(before.checkpoints.filter((place) => place >= to).map((place) => place + shift));
  const script = emptyScript();
  take(before.script, script, (place) => place.start < start);
  const scanner = new Scanner(text, { from: start, to: text.length }, script);
  for (let next = start; scanner.position < text.length;) {
    scanner.step();
    const { position } = scanner;
    const isMeeting = meetings.has(position);
    if ((!isMeeting && position < next) || !scanner.isAfresh()) continue;
    if (isMeeting) {
      checkpoints.push(...[...meetings].filter((place) => place >= position));
      take(before.script, script, (place) => place.start >= position - shift, shift);
      scanner.position = text.length;
    } else checkpoints.push(position);
    next = position + betweenCheckpoints;
  }
  scanner.finish();
  last = text.length < worthKeeping ? nothing : { text, script, checkpoints };
  return script;
}

/** Keeps nothing of what was typed. */
export function forgetScript(): void {
  last = nothing;
}

/** Takes over a part of what was found before. */
function take(before: Script, script: Script, isTaken: (place: Place) => boolean, shift = 0): void {
  const lists = listsOf(script);
  for (const [index, list] of listsOf(before).entries())
    for (const place of list.filter(isTaken)) {
      place.start += shift;
      place.end += shift;
      lists[index]?.push(place);
    }
}

function listsOf({ uses, assignments, deletions, questions, strings, sourced }: Script): readonly Place[][] {
  return [uses, assignments, deletions, questions, strings, sourced];
}
