import { detached } from "../detached";
import type { Knowledge } from "./knowledge";
import { knownNames } from "./knowledge";
import { isNamedByLibraries } from "./readByLibraries";

/** The name that somebody vouches for and that was probably meant by `name`; looked for once for all files that share what is known. */
export function nearKnownName(name: string, knowledge: Knowledge): string | undefined {
  const memory: Memory = found.get(knowledge) ?? { known: knownNames(knowledge), near: new Map() };
  found.set(knowledge, memory);
  if (!memory.near.has(name)) memory.near.set(detached(name), nearName(name, memory.known));
  return memory.near.get(name);
}

interface Memory {
  readonly known: readonly string[];
  readonly near: Map<string, string | undefined>;
}

const found = new WeakMap<Knowledge, Memory>();

/** The known name that was probably meant by `name`, or undefined when none is close enough to be a slip. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const allowed = isNamedByLibraries(name.toUpperCase()) ? 0 : name.length < 8 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    if (candidate === name || differOnPurpose(candidate, name)) continue;
    const distance = candidate.toUpperCase() === name.toUpperCase() ? 0 : editDistance(name, candidate, bestDistance);
    if (distance < bestDistance && (distance === 0 || isSlip(name, candidate))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `KEY_1` and `KEY_2` are two names on purpose, not a slip; so are `KEY` and `KEY2`, `GPT5_KEY` and `GPT5_1_KEY`, and `KEY` and `_KEY`. */
function differOnPurpose(a: string, b: string): boolean {
  const [ours, theirs] = [digitsOf(a), digitsOf(b)];
  if (a.search(/[^_]/) !== b.search(/[^_]/)) return true;
  return ours !== theirs && ((ours !== "" && theirs !== "") || withoutNumbers(a) === withoutNumbers(b));
}

function digitsOf(name: string): string {
  return name.replace(/\D+/g, "");
}

/** Nobody begins to count at 0: `AUTH0` is a name. */
function withoutNumbers(name: string): string {
  return name.replace(/_?[1-9]\d*/g, "");
}

/** Whether each word of a name is mostly that of the other. */
function isSlip(a: string, b: string): boolean {
  const ours = a.toUpperCase().split("_");
  const theirs = b.toUpperCase().split("_");
  return ours.length !== theirs.length || ours.every((word, index) => isMostly(word, theirs[index] ?? ""));
}

/**
 * `HOST` for `PORT`, `API` for `APP`, `UNSEND` for `RESEND` and `PRODUCT` for `PROJECT` are other words, `KY` for `KEY` is not. Letters in
 * another order are a slip, but for short words (`STT`, `TTS`); letters in front mostly make another word (`EMAIL`, `UNLINKED`).
 */
function isMostly(word: string, other: string): boolean {
  if (word === other) return true;
  if (akin.has(word) && akin.has(other)) return false;
  const longest = Math.max(word.length, other.length);
  const distance = editDistance(word, other, other.length + 1);
  if (sorted(word) === sorted(other)) return distance === 1 || longest > 4;
  if (word.endsWith(other) || other.endsWith(word)) return distance === 1 && longest > 5;
  return distance * (distance + 1) < (word.length === other.length ? longest - distance : longest);
}

/** Words that are a letter apart. */
const akin: ReadonlySet<string> = new Set(
  "HTTP HTTPS WS WSS FTP FTPS SMTP SMTPS LDAP LDAPS MQTT MQTTS AMQP AMQPS SSL SASL MYSQL MSSQL".split(" "),
);

function sorted(word: string): string {
  return word.split("").sort().join("");
}

/** Optimal string alignment distance (a swap of neighbours counts once); gives up with `limit` once it is reached. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
