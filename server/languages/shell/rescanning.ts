import { detached } from "../../detached";
import { changeBetween } from "../textChange";
import { Scanner } from "./scanner";
import type { Place, Script } from "./variables";
import { emptyScript } from "./variables";

/** A start of a line where no command has begun. */
interface Checkpoint {
  readonly position: number;
  /** Where what is open around it was opened. */
  readonly opened: readonly number[];
  /** How many places of each list had been found. */
  readonly counts: readonly number[];
}

/** What is known of a script that somebody types in. */
interface Scan {
  readonly text: string;
  readonly script: Script;
  readonly checkpoints: Checkpoint[];
}

const nothing: Scan = { text: "", script: emptyScript(), checkpoints: [] };
let last = nothing;
const worthKeeping = 20_000;
const betweenCheckpoints = 2_000;

/**
 * What `scanShell` finds in a script that somebody types in. If it is like the last one but for one place, only what is around
 * that place is read again: from where nothing is open in front of it to where what is open behind it is what was open there
 * before. What was found behind that is moved.
 */
export function scanTyped(text: string): Script {
  const before = last;
  const { from, to, shift } = changeBetween(before.text, text);
  const front = before.checkpoints.filter(({ position }) => position <= from);
  while (front.length > 0 && front.at(-1)?.opened.length !== 0) front.pop();
  const scan = { text, script: emptyScript(), checkpoints: front };
  const start = front.at(-1);
  takeFront(before, start, scan);
  const meetings = new Map<number, Checkpoint>();
  for (const each of before.checkpoints) if (each.position >= to) meetings.set(each.position + shift, each);
  const scanner = new Scanner(text, { from: start?.position ?? 0, to: text.length }, scan.script);
  let met: Checkpoint | undefined;
  for (let next = scanner.position; scanner.position < text.length && met === undefined;) {
    scanner.step();
    const { position } = scanner;
    const meeting = meetings.get(position);
    const opened = meeting === undefined && position < next ? undefined : scanner.opened();
    if (opened === undefined) continue;
    if (meeting !== undefined && areSame(opened, meeting.opened, from)) met = meeting;
    else scan.checkpoints.push({ position, opened, counts: listsOf(scan.script).map(({ length }) => length) });
    next = position + betweenCheckpoints;
  }
  if (met === undefined) scanner.finish();
  detachNames(scan.script, start);
  if (met !== undefined) takeRest(before, met, scan, shift);
  last = text.length < worthKeeping ? nothing : scan;
  return scan.script;
}

/** Keeps nothing of what was typed. */
export function forgetScript(): void {
  last = nothing;
}

/** Whether the same is open that was open before, and all of it was opened in front of the change. */
function areSame(opened: readonly number[], before: readonly number[], from: number): boolean {
  return opened.length === before.length && opened.every((start, depth) => start < from && start === before[depth]);
}

/** Has the names that were found behind a checkpoint outlive the text. */
function detachNames({ uses, assignments, deletions, questions }: Script, checkpoint: Checkpoint | undefined): void {
  for (const [index, list] of [uses, assignments, deletions, questions].entries())
    for (const place of list.slice(checkpoint?.counts[index] ?? 0)) place.name = detached(place.name);
}

/** Takes over what had been found up to a checkpoint. */
function takeFront(before: Scan, checkpoint: Checkpoint | undefined, { script }: Scan): void {
  const lists = listsOf(script);
  for (const [index, list] of listsOf(before.script).entries())
    for (const place of list.slice(0, checkpoint?.counts[index] ?? 0)) lists[index]?.push(place);
}

/** Takes over what was found from a checkpoint on, which stands further on now by `shift`. */
function takeRest(before: Scan, { position, counts }: Checkpoint, { script, checkpoints }: Scan, shift: number): void {
  const moved = (offset: number): number => (offset < position ? offset : offset + shift);
  const lists = listsOf(script);
  const by = lists.map(({ length }, index) => length - (counts[index] ?? 0));
  for (const each of before.checkpoints)
    if (each.position >= position)
      checkpoints.push({
        position: moved(each.position),
        opened: each.opened.map(moved),
        counts: each.counts.map((count, index) => count + (by[index] ?? 0)),
      });
  takeOpenValues(before.script, script, position, shift);
  for (const [index, list] of listsOf(before.script).entries())
    for (const place of list.slice(counts[index])) {
      place.start = moved(place.start);
      place.end = moved(place.end);
      lists[index]?.push(place);
    }
}

/** Values that are given around a place end behind it: `export NAME="$(` */
function takeOpenValues(before: Script, script: Script, position: number, shift: number): void {
  const open = before.assignments.filter(({ start, end }) => start < position && end > position);
  if (open.length === 0) return;
  const ends = new Map(open.map(({ start, end }) => [start, end + shift]));
  for (const assignment of script.assignments) assignment.end = ends.get(assignment.start) ?? assignment.end;
}

function listsOf({ uses, assignments, deletions, questions, strings, sourced }: Script): readonly Place[][] {
  return [uses, assignments, deletions, questions, strings, sourced];
}
