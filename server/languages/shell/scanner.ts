import type { Range } from "../lexer";
import { matchAt } from "../textPlaces";
import { Command } from "./command";
import { readDollar } from "./expansion";
import { Heredocs } from "./heredocs";
import type { Script } from "./variables";
import { emptyScript } from "./variables";

/**
 * Where the scanner is. `command` is the script itself, `group` what stands in parentheses, `array` the values of one; the
 * others are named after what encloses them, and `operand` stands in parentheses in an arithmetic expression.
 */
export type Place =
  | "command"
  | "group"
  | "array"
  | "backtick"
  | "double"
  | "expansion"
  | "arithmetic"
  | "operand"
  | "heredoc";

interface Frame {
  readonly place: Place;
  readonly start: number;
  /** The command that is being read; each place of commands has its own. */
  readonly command: Command;
  /** Where a heredoc ends. */
  readonly end: number;
}

/** Where more is open than this, nothing is taken note of. */
const mostOpened = 20;

/** What ends a word, or is special in one, as far as it is ASCII. */
const endings = "\t\n\v\f\r '\"`$\\;&|()<>";
const isEnding = Uint8Array.from({ length: 128 }, (_, code) => Number(endings.includes(String.fromCharCode(code))));

/** Whether a character, by its UTF-16 unit, is a part of a plain word; `NaN` stands for the end of the text. */
function isPlain(code: number): boolean {
  return code >= 128 || isEnding[code] === 0;
}

function isSpecialInText(code: number): boolean {
  return code === doubleQuote || code === dollar || code === backslash || code === backtick;
}

const doubleQuote = 34;
const dollar = 36;
const backslash = 92;
const backtick = 96;

/** Reads a shell script, or a part of one, in one pass. Never throws; linear time. */
export function scanShell(text: string, from = 0, to = text.length): Script {
  const scanner = new Scanner(text, { from, to });
  while (scanner.position < to) scanner.step();
  scanner.finish();
  return scanner.script;
}

export class Scanner {
  readonly script: Script;
  readonly text: string;
  readonly to: number;
  position: number;
  readonly #heredocs: Heredocs;
  readonly #frames: Frame[] = [];

  constructor(text: string, { from, to }: Range, script = emptyScript()) {
    this.script = script;
    this.text = text;
    this.position = from;
    this.to = to;
    this.#heredocs = new Heredocs(text, to);
    this.push("command", 0);
  }

  /**
   * Where what is open around this place was opened, if this is the start of a line where no command has begun: how the rest is
   * read depends on nothing else that stands in front of it.
   */
  opened(): readonly number[] | undefined {
    const { place, command } = this.frame;
    if ((place !== "command" && place !== "group") || !command.isNew() || this.#heredocs.areAwaited) return undefined;
    if (this.text.charCodeAt(this.position - 1) !== 10 || this.#frames.length > mostOpened) return undefined;
    const isInHeredoc = this.#frames.some(({ end }) => end !== this.to);
    return isInHeredoc ? undefined : this.#frames.slice(1).map(({ start }) => start);
  }

  get frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error("The outermost frame never closes");
    return frame;
  }

  /** Whether the command around the position, or around the quotes there, is a test. */
  isTesting(): boolean {
    const around = this.frame.place === "double" ? this.#frames.at(-2) : this.frame;
    return around?.command.isTest() === true;
  }

  charAt(ahead = 0): string {
    const offset = this.position + ahead;
    return offset < this.to ? this.text.charAt(offset) : "";
  }

  /** What a sticky expression finds at the position. */
  match(pattern: RegExp): RegExpExecArray | null {
    const found = matchAt(pattern, this.text, this.position);
    return found !== null && pattern.lastIndex <= this.to ? found : null;
  }

  /** Where what begins at the position ends that is neither quoted nor special; the position itself where nothing does. */
  plainEnd(): number {
    let end = this.position;
    while (isPlain(this.text.charCodeAt(end))) end++;
    return end <= this.to ? end : this.position;
  }

  push(place: Place, length: number, end = this.to): void {
    const start = this.position;
    this.position += length;
    this.#frames.push({ place, start, end, command: new Command(this.text, this.script) });
  }

  pop(length: number): void {
    const { place, start, command } = this.frame;
    this.position += length;
    if (place === "double" || place === "heredoc") this.script.strings.push({ start, end: this.position });
    command.end(this.position);
    this.#frames.pop();
  }

  finish(): void {
    this.position = Math.min(this.position, this.to);
    while (this.#frames.length > 1) this.pop(0);
    this.frame.command.end(this.position);
  }

  step(): void {
    switch (this.frame.place) {
      case "double":
        this.#stepText('"', this.to);
        return;
      case "heredoc":
        this.#stepHeredoc();
        return;
      case "expansion":
        this.#stepExpansion();
        return;
      case "arithmetic":
      case "operand":
        this.#stepArithmetic();
        return;
      case "command":
      case "group":
      case "array":
      case "backtick":
        this.#stepCommand();
    }
  }

  #stepQuoted(close: string, special: string): void {
    const character = this.charAt();
    if (character === close) this.pop(1);
    else if (!special.includes(character)) this.position++;
    else this.#stepSpecial(character);
  }

  /** Between double quotes, or in a heredoc: most of it says nothing. */
  #stepText(close: string, end: number): void {
    const start = this.position;
    while (this.position < end && !isSpecialInText(this.text.charCodeAt(this.position))) this.position++;
    if (this.position === start) this.#stepQuoted(close, "$`\\");
  }

  #stepSpecial(character: string): void {
    if (character === "\\") this.position += 2;
    else if (character === "$") readDollar(this);
    else this.#openOrCloseBacktick();
  }

  /** A backtick closes the innermost one that is open around here, or opens another. */
  #openOrCloseBacktick(): void {
    const isOpen = this.frame.place === "backtick" || this.#frames.at(-2)?.place === "backtick";
    if (!isOpen) this.push("backtick", 1);
    else {
      if (this.frame.place !== "backtick") this.pop(0);
      this.pop(1);
    }
  }

  #stepHeredoc(): void {
    if (this.position < this.frame.end) this.#stepText("", this.frame.end);
    else {
      this.pop(0);
      this.position = this.#heredocs.behind(this.position);
      this.#readHeredocs();
    }
  }

  #stepExpansion(): void {
    const character = this.charAt();
    if (character === "}") this.pop(1);
    else if (character === '"') this.push("double", 1);
    else if (character === "'") this.readSingle(1);
    else this.#stepQuoted("", "$`\\");
  }

  #stepArithmetic(): void {
    const character = this.charAt();
    const close = this.frame.place === "operand" ? ")" : "))";
    if (this.text.startsWith(close, this.position)) this.pop(close.length);
    else if (character === "(") this.push("operand", 1);
    else if (character === '"') this.push("double", 1);
    else if (!this.frame.command.readArithmetic(this)) this.#stepQuoted("", "$`\\");
  }

  #stepCommand(): void {
    const { command } = this.frame;
    const character = this.charAt();
    if (command.readWord(this)) return;
    switch (character) {
      case "\n":
        command.end(this.position++, this.frame.place === "array");
        this.#readHeredocs();
        return;
      case "'":
        this.readSingle(1);
        return;
      case '"':
        this.push("double", 1);
        return;
      case "(":
        this.#openParenthesis(command);
        return;
      case ")":
        this.#closeParenthesis(command);
        return;
      case "<":
        this.position += this.#heredocs.announce(this.position);
        return;
      default:
        this.#stepOther(character, command);
    }
  }

  #stepOther(character: string, command: Command): void {
    if (character === ";" || character === "|" || character === "&") command.end(this.position++);
    else if (this.match(/\\\r?\n/y)) this.position = this.text.indexOf("\n", this.position) + 1;
    else if (character === "$" || character === "`" || character === "\\") {
      command.startWord();
      this.#stepSpecial(character);
    } else this.position++;
  }

  #openParenthesis(command: Command): void {
    if (command.isValue(this.text, this.position)) this.push("array", 1);
    else if (this.charAt(1) === "(" && command.mayCalculate()) this.push("arithmetic", 2);
    else {
      const isTest = command.isTest();
      command.end(this.position);
      this.push("group", 1);
      if (isTest) this.frame.command.startTest();
    }
  }

  /** In a `case` a closing parenthesis ends a pattern. */
  #closeParenthesis(command: Command): void {
    if (command.isInCase() || this.frame.place === "command") command.end(this.position++);
    else this.pop(1);
  }

  /** `'text'`, without anything special in it; `length` is what opens it. */
  readSingle(length: number): void {
    const start = this.position;
    const close = this.text.indexOf("'", start + length);
    this.position = close < 0 ? this.to : Math.min(close + 1, this.to);
    this.script.strings.push({ start, end: this.position });
  }

  #readHeredocs(): void {
    for (let next = this.#heredocs.next(this.position); next !== undefined; next = this.#heredocs.next(this.position)) {
      if (next.isFilledIn) {
        this.push("heredoc", 0, next.end);
        return;
      }
      this.script.strings.push({ start: this.position, end: next.end });
      this.position = this.#heredocs.behind(next.end);
    }
  }
}
