import { forWords } from "../groups";
import { Spellings } from "../spellings";
import { lineEndOf } from "../textPlaces";
import type { Scanner } from "./scanner";
import type { Assignment, Script } from "./variables";
import { useOf } from "./variables";

/** What the words behind a command are. */
type Arguments = "none" | "values" | "declared" | "assigned" | "deleted" | "loop" | "sourced" | "asked" | "required";

/** Commands whose arguments are names, and what they do to them. */
const argumentsOf: ReadonlyMap<string, Arguments> = new Map<string, Arguments>([
  ...forWords("export readonly", "declared"),
  ...forWords("local declare typeset integer float read mapfile readarray getopts vared", "assigned"),
  ...forWords("for select foreach", "loop"),
  ...forWords(". source", "sourced"),
  ...forWords("[[ [ test", "asked"),
  ["unset", "deleted"],
  // https://direnv.net/man/direnv-stdlib.1.html
  ["env_vars_required", "required"],
]);

/** Words behind which another command starts. */
const introductions = new Spellings("if then else elif do while until ! { } time && || fi done esac in");

/** One simple command while it is read: which of its words assign, and whether they outlive it. */
export class Command {
  readonly #text: string;
  readonly #script: Script;
  #isAtStart = true;
  #isAtWordStart = true;
  #arguments: Arguments = "none";
  #openCases = 0;
  /** Between `[[` and `]]`. */
  #openTest = false;
  /** Assignments in front of a command are for that command alone. */
  #pending: Assignment[] = [];
  #last: Assignment | undefined;
  #previous = "";
  /** Where the path of a script that is read in starts. */
  #sourcedAt: number | undefined;

  constructor(text: string, script: Script) {
    this.#text = text;
    this.#script = script;
  }

  isInCase(): boolean {
    return this.#openCases > 0;
  }

  /** Whether it has not begun, and nothing is left of those before. */
  isNew(): boolean {
    return this.#isAtStart && this.#isAtWordStart && !this.#openTest && this.#openCases + this.#pending.length === 0;
  }

  isTest(): boolean {
    return this.#arguments === "asked";
  }

  /** What stands in parentheses in a test is a part of it. */
  startTest(): void {
    this.#startArguments("[[");
  }

  /** Whether `((` starts a calculation here; elsewhere it is a part of a pattern. */
  mayCalculate(): boolean {
    return this.#isAtWordStart && (this.#isAtStart || this.#arguments === "loop");
  }

  /** Whether a parenthesis at the position opens the values of an array. */
  isValue(text: string, position: number): boolean {
    return this.#last !== undefined && text.charAt(position - 1) === "=";
  }

  /** The end of the command: what it assigned stays. Line ends between the values of an array are none. */
  end(position: number, isInside = false): void {
    this.#endWord(position);
    this.#isAtWordStart = true;
    if (isInside || this.#goesOn(position)) return;
    if (this.#sourcedAt !== undefined) this.#script.sourced.push({ start: this.#sourcedAt, end: position });
    this.#sourcedAt = undefined;
    this.#script.assignments.push(...this.#pending);
    this.#pending = [];
    this.#isAtStart = true;
    this.#arguments = "none";
    this.#previous = "";
  }

  /** `&&` and `||` are operators in `[[ … ]]`, and the line may end behind them. */
  #goesOn(position: number): boolean {
    if (this.#openTest && this.#text.charAt(position) === "\n")
      this.#openTest = /(?:&&|\|\|)\s*$/.test(this.#text.slice(Math.max(0, position - 4), position));
    return this.#openTest && position < this.#text.length && !this.#text.startsWith(";", position);
  }

  startWord(): void {
    if (!this.#isAtWordStart) return;
    this.#isAtWordStart = false;
    if (this.#isAtStart) this.#startArguments("");
  }

  /** Reads what stands at the start of a word, as far as it is not quoted; false when that is for others to read. */
  readWord(scanner: Scanner): boolean {
    const character = scanner.charAt();
    if (character === " " || character === "\t" || character === "\r") {
      this.#endWord(scanner.position);
      this.#isAtWordStart = true;
      scanner.position++;
      return true;
    }
    if (!this.#isAtWordStart) return this.#skipPlain(scanner);
    if (character === "#") return skipComment(scanner);
    return this.#readAssignment(scanner) || this.#readPlainWord(scanner);
  }

  /** A name in an arithmetic expression is a use, or an assignment. */
  readArithmetic(scanner: Scanner): boolean {
    const found = scanner.match(/(\+\+|--)?([A-Za-z_]\w*)\s*(\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))?/y);
    if (found === null || /\w/.test(scanner.charAt(-1)) || isElement(scanner, found[0].length))
      return this.#skipNumber(scanner);
    const [all, before = "", name = "", operator] = found;
    const start = scanner.position + before.length;
    scanner.position += all.length;
    if (operator !== undefined || before !== "") this.#script.assignments.push({ name, start, end: scanner.position });
    else this.#script.uses.push(useOf(name, start));
    return true;
  }

  #skipNumber(scanner: Scanner): boolean {
    const found = scanner.match(/\w+/y);
    scanner.position += found?.[0].length ?? 0;
    return found !== null;
  }

  #skipPlain(scanner: Scanner): boolean {
    const end = scanner.plainEnd();
    if (end === scanner.position) return false;
    scanner.position = end;
    return true;
  }

  #readAssignment(scanner: Scanner): boolean {
    if (!this.#isAtStart && this.#arguments !== "declared" && this.#arguments !== "assigned") return false;
    const found = mayStartName(scanner) ? scanner.match(/([A-Za-z_]\w*)(?:\[[^\]\n]{0,80}\])?\+?=/y) : null;
    if (found === null) return false;
    this.#last = { name: found[1] ?? "", start: scanner.position, end: scanner.position };
    if (this.#isAtStart) this.#pending.push(this.#last);
    else this.#script.assignments.push(this.#last);
    scanner.position += found[0].length;
    this.#isAtWordStart = false;
    return true;
  }

  #readPlainWord(scanner: Scanner): boolean {
    const start = scanner.position;
    const end = scanner.plainEnd();
    if (end === start) {
      if (/['"]/.test(scanner.charAt())) this.startWord();
      return false;
    }
    const word = scanner.text.slice(start, end);
    scanner.position = end;
    this.#isAtWordStart = false;
    if (this.#isAtStart) this.#startCommand(word);
    else this.#takeArgument(word, start);
    if (this.#arguments === "sourced") this.#sourcedAt ??= scanner.position;
    this.#previous = word;
    return true;
  }

  #startCommand(word: string): void {
    if (word === "case") this.#openCases++;
    if (word === "esac") this.#openCases = Math.max(0, this.#openCases - 1);
    if (introductions.has(word)) return;
    this.#startArguments(word);
  }

  #startArguments(word: string): void {
    this.#arguments = argumentsOf.get(word) ?? "values";
    this.#openTest = word === "[[";
    this.#isAtStart = false;
    this.#pending = [];
  }

  #takeArgument(word: string, start: number): void {
    const name = /^[A-Za-z_]\w*$/.test(word) ? word : undefined;
    if (word === "]]") this.#openTest = false;
    if (word === "in" && this.#openCases > 0) this.#isAtStart = true;
    if (name === undefined) return;
    if (this.#arguments === "assigned" || this.#arguments === "loop" || this.#previous === "-v")
      this.#take(name, start);
    else if (this.#arguments === "deleted" && this.#previous !== "-f") this.#script.deletions.push(useOf(name, start));
    else if (this.#arguments === "required") this.#script.uses.push(useOf(name, start));
    if (this.#arguments === "loop") this.#arguments = "values";
  }

  #take(name: string, start: number): void {
    if (this.#arguments === "asked") this.#script.questions.push(useOf(name, start));
    else this.#script.assignments.push({ name, start, end: start + name.length });
  }

  #endWord(position: number): void {
    if (this.#last !== undefined) this.#last.end = position;
    this.#last = undefined;
  }
}

/** Whether a letter or `_` stands here; most words are no assignments. */
function mayStartName({ text, position }: Scanner): boolean {
  const code = text.charCodeAt(position);
  return code === underscore || (code >= capitalA && code <= capitalZ) || (code >= smallA && code <= smallZ);
}

const capitalA = 65;
const capitalZ = 90;
const underscore = 95;
const smallA = 97;
const smallZ = 122;

/** Whether a bracket follows the name, or a closing one: lists do not come from the environment, nor do their keys. */
function isElement(scanner: Scanner, length: number): boolean {
  return scanner.charAt(length) === "[" || (scanner.charAt(-1) === "[" && scanner.charAt(length) === "]");
}

function skipComment(scanner: Scanner): true {
  scanner.position = Math.min(lineEndOf(scanner.text, scanner.position), scanner.to);
  return true;
}
