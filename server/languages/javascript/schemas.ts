import { kept } from "../groups";
import { withSpared } from "../guarded";
import { elementsOf } from "../lists";
import { namedReference } from "../named";
import type { Reference } from "../reference";
import type { Tokens } from "../tokens";
import type { SchemaCall } from "./finding";
import type { Expression } from "./expression";
import { skipAngles } from "./expression";
import { targetOf, validations } from "./flow";
import { meaningOf } from "./questions";
import type { Scopes } from "./scopes";
import { equalities } from "./comparisons";
import type { Key } from "./parsedObjects";
import { lenientEntries } from "./parsedObjects";

/** How many variables may stand between a call and its schema, and schemas in one another. */
const deepest = 6;

/** How many calls of a value are looked at, and how many objects that are spread in others are looked up in a script. */
const mostCalls = 40;
const mostSpreads = 200;

/** How many tokens of a value are looked through. What is longer is no text that a name could stand for, and may do without. */
const longestValue = 2000;

/** The references that schemas make, and what they say of others. */
export interface SchemaFindings {
  readonly references: readonly Reference[];
  /** Where it is handed to `createEnv`, or parsed, `X: process.env.X` needs the name as little as the schema does. */
  readonly amend: (references: readonly Reference[]) => readonly Reference[];
}

/** What schemas are looked for by: their calls, and the whole of what reads a name, by where the name starts. */
interface Sources {
  readonly calls: readonly SchemaCall[];
  readonly readings: ReadonlyMap<number, Expression>;
}

/** Finds what the environment is held to: by createEnv, cleanEnv, envsafe, and by schemas that it is parsed with. */
export function findSchemas(tokens: Tokens, scopes: Scopes, { calls, readings }: Sources): SchemaFindings {
  const reader = new SchemaReader(tokens, scopes);
  const isLenientEntry = lenientEntries(tokens, scopes, (open) => reader.parsed(open));
  const keys = new Map<number, Key>();
  const optionalIn: { readonly start: number; readonly end: number; readonly names: ReadonlySet<string> }[] = [];
  for (const call of calls) {
    const found = reader.keysOf(call);
    for (const key of found) if (keys.get(key.token)?.optional !== false) keys.set(key.token, key);
    if (call.thing !== "t3") continue;
    const names = new Set(found.filter(({ optional }) => optional).map(({ token }) => tokens.spelling(token)));
    for (const open of [call.open, ...reader.environmentsOf(call)])
      optionalIn.push({ start: tokens.start(open), end: tokens.end(tokens.partner(open)), names });
  }
  const isSpared = ({ kind, name, start }: Reference): boolean =>
    kind === "read" &&
    (optionalIn.some((call) => call.start < start && start < call.end && call.names.has(name)) ||
      isLenientEntry(readings.get(start)));
  return {
    references: [...keys.values()].map(({ token, optional }) =>
      namedReference(tokens, token, { kind: "read", optional, via: "schema" }),
    ),
    amend: (references) => withSpared(references, isSpared),
  };
}

const lists = "server client shared";
const environments = "runtimeEnv runtimeEnvStrict experimental__runtimeEnv";
const objects = "object strictObject looseObject";
const extensions = "extend safeExtend augment merge and keys append concat shape";
/** Libraries whose values may be missing unless they say otherwise: joi.dev/api, github.com/jquense/yup. */
const joi = "Joi joi Yup yup";
const selections = "pick omit";

/** zod.dev/api, valibot.dev/api: what lets a value be missing. `coerce.boolean` makes `false` of nothing. */
const lenientWords =
  "optional exactOptional default _default prefault catch nullish fallback undefined undefinable any unknown boolean";
/** Of the options of envalid and envsafe. */
const defaultKeys = "default devDefault requiredWhen";

class SchemaReader {
  readonly #tokens: Tokens;
  readonly #scopes: Scopes;
  readonly #schemas = new Map<number, readonly Key[]>();
  /** By the brace of the object that they are listed in. */
  readonly #listed = new Map<number, readonly Key[]>();
  #spreads = 0;
  /** By the first token of a value that several keys share. */
  readonly #lenient = new Map<number, boolean>();

  constructor(tokens: Tokens, scopes: Scopes) {
    this.#tokens = tokens;
    this.#scopes = scopes;
  }

  keysOf({ thing, open }: SchemaCall): readonly Key[] {
    const tokens = this.#tokens;
    const first = open + 1;
    switch (thing) {
      case "t3":
        return this.#entriesOf(first).flatMap(({ key, value }) =>
          tokens.isAny(key, lists) ? this.#listedIn(value) : [],
        );
      case "second":
        return this.#validated(this.#behindComma(open));
      case "first":
        return this.#validated(first);
      case "option":
        return this.#entriesOf(first).flatMap(({ key, value }) =>
          tokens.is(key, "validationSchema") ? this.#schemaOfJoi(value) : [],
        );
      case "types":
        return this.#entriesOf(this.#objectAt(this.#behindComma(open))).map(({ key: token, value, end }) => {
          return { token, optional: this.#holds(value, end, (at) => tokens.spelling(at).startsWith("optional")) };
        });
      case "convict":
        return this.#filling(first, 0);
      case "made":
      case "env": {
        const keys = this.parsed(open).filter(({ token }) => thing === "env" || isCapital(tokens.spelling(token)));
        return keys.length > 0 && this.#isAskedWhetherItFits(open)
          ? keys.map(({ token }) => ({ token, optional: true }))
          : keys;
      }
    }
  }

  /** The objects that are spread in what `createEnv` is given for the environment, by their braces. */
  environmentsOf({ open }: SchemaCall): readonly number[] {
    const tokens = this.#tokens;
    return this.#entriesOf(open + 1).flatMap(({ key, value }) =>
      tokens.isAny(key, environments) ? this.#spreadIn(this.#objectAt(value)) : [],
    );
  }

  /** `{ X: str({ default: "" }) }` */
  #validated(value: number): readonly Key[] {
    return this.#entriesOf(this.#objectAt(value)).map(({ key, value: first, end }) => ({
      token: key,
      optional: this.#holds(first, end, (at) => this.#isKey(at) && this.#tokens.isAny(at, defaultKeys)),
    }));
  }

  /** What is in front of `.parse(process.env)`, or the first argument of `parse(schema, process.env)`. */
  parsed(open: number): readonly Key[] {
    const tokens = this.#tokens;
    const second = this.#behindComma(open);
    if (tokens.isAny(open - 1, validations)) {
      const schema = tokens.isAny(open - 3, joi) ? second : this.#startOf(open - 3);
      return tokens.is(open - 2, ".") ? this.#schemaOfJoi(schema) : [];
    }
    const hasSchema = second >= 0;
    if (hasSchema) return this.#schemaAt(open + 1, 0);
    if (!tokens.is(open - 2, ".")) return [];
    return this.#schemaAt(this.#startOf(open - 3), 0);
  }

  /** Other libraries have functions of the same names, and require what does not say otherwise. */
  #schemaOfJoi(first: number): readonly Key[] {
    return this.#isOfJoi(first, 0) ? this.#schemaAt(first, 0) : [];
  }

  #isOfJoi(first: number, depth: number): boolean {
    const tokens = this.#tokens;
    if (!tokens.isWord(first) || depth > deepest) return false;
    return tokens.isAny(first, joi) || this.#isOfJoi(this.#valueOf(first), depth + 1);
  }

  /** Whether a value of Joi's says that it has to be there, or what it is made from does. */
  #isDemanded(first: number, depth: number): boolean {
    const tokens = this.#tokens;
    if (first < 0 || depth > deepest) return false;
    for (let at = first, calls = 0; tokens.is(at + 1, ".") && calls < mostCalls; calls++) {
      if (tokens.isAny(at + 2, "required exist")) return true;
      at = Math.max(tokens.partner(at + 3), at + 2);
    }
    return !tokens.isAny(first, joi) && tokens.isWord(first) && this.#isDemanded(this.#valueOf(first), depth + 1);
  }

  /** `{ key: { env: "NAME" } }`, which may all be missing: whether they are there is only asked when they are validated. */
  #filling(value: number, depth: number): readonly Key[] {
    const tokens = this.#tokens;
    if (depth > deepest) return [];
    const open = this.#objectAt(value);
    return this.#readOnce(this.#listed, open, () =>
      this.#entriesOf(open).flatMap(({ key, value: filled }) => {
        if (tokens.is(filled, "{")) return this.#filling(filled, depth + 1);
        const isName = tokens.is(key, "env") && tokens.isLiteral(filled) && isCapital(tokens.spelling(filled));
        return isName ? { token: filled, optional: true } : [];
      }),
    );
  }

  /**
   * Whether the code goes on where the environment does not fit: `const parsed = schema.safeParse(process.env)`, and then
   * `parsed.success ? parsed.data : undefined`, but not `if (!parsed.success) throw new Error()`.
   */
  #isAskedWhetherItFits(open: number): boolean {
    const tokens = this.#tokens;
    const behindStart = tokens.is(open - 2, ".") ? this.#startOf(open - 3) - 1 : open - 2;
    const equals = tokens.is(behindStart, "await") ? behindStart - 1 : behindStart;
    const word = tokens.is(equals, "=") ? targetOf(tokens, equals) : -1;
    const binding = tokens.is(word - 1, "const") ? this.#scopes.bindingAt(word) : undefined;
    if (binding?.token !== word) return false;
    const questions = this.#scopes
      .usesOf(binding)
      .filter((token) => tokens.is(token + 1, ".") && tokens.is(token + 2, "success"));
    // What is compared with `true` or `false` is not looked into.
    const isGoneOn = (token: number): boolean =>
      !tokens.isAny(token + 3, equalities) &&
      !meaningOf(tokens, this.#scopes, { first: token, last: token + 2 }).isDemanded;
    return questions.length > 0 && questions.every(isGoneOn);
  }

  /** Where the expression starts that ends at a token: `z` of `z.object({})`. */
  #startOf(last: number): number {
    const tokens = this.#tokens;
    let first = last;
    while (first > 0) {
      if (tokens.is(first, ")")) first = tokens.partner(first) - 1;
      else if (tokens.isMember(first)) first -= 2;
      else break;
    }
    return first;
  }

  /** The keys of the schema that an expression builds, as far as that is done here. Each is read once, whoever builds on it. */
  #schemaAt(first: number, depth: number): readonly Key[] {
    if (depth > deepest || !this.#tokens.isWord(first)) return [];
    return this.#readOnce(this.#schemas, first, () => this.#readSchema(first, depth));
  }

  #readSchema(first: number, depth: number): readonly Key[] {
    const tokens = this.#tokens;
    let at = first;
    while (tokens.is(at + 1, ".") && !tokens.isAny(at + 2, extensions)) {
      if (tokens.is(at + 3, "(")) {
        at += 2;
        break;
      }
      at += 2;
    }
    const open = tokens.is(at + 1, "<") ? skipAngles(tokens, at + 1) : at + 1;
    const isObject = tokens.isAny(at, objects) && tokens.is(open, "(");
    let keys = isObject ? this.#listedIn(open + 1) : this.#schemaOf(first, depth);
    if (isObject) at = tokens.partner(open);
    else at = first;
    for (; tokens.is(at + 1, ".") && tokens.isAny(at + 3, "( ."); at = tokens.partner(at + 3)) {
      // A part of a schema is none that is read here.
      if (tokens.isAny(at + 2, selections) || tokens.partner(at + 3) < 0) return [];
      if (tokens.isAny(at + 2, extensions))
        keys = [...keys, ...(tokens.is(at + 4, "{") ? this.#listedIn(at + 4) : this.#schemaAt(at + 4, depth + 1))];
      if (tokens.is(at + 2, "partial")) keys = keys.map(({ token }) => ({ token, optional: true }));
    }
    return keys;
  }

  #schemaOf(word: number, depth: number): readonly Key[] {
    return this.#schemaAt(this.#valueOf(word), depth + 1);
  }

  /** The keys of an object whose values are schemas. Each is read once, wherever it is spread. */
  #listedIn(value: number): readonly Key[] {
    const open = this.#objectAt(value);
    return this.#readOnce(this.#listed, open, () => [
      ...this.#entriesOf(open).map(({ key, value: first, end }) => ({
        token: key,
        optional: this.#isLenient(first, end, 0),
      })),
      ...this.#spreadIn(open).flatMap((spread) => this.#listedIn(spread)),
    ]);
  }

  /** What holds itself has no keys there. */
  #readOnce(known: Map<number, readonly Key[]>, at: number, read: () => readonly Key[]): readonly Key[] {
    return kept(known, at, () => {
      known.set(at, []);
      return read();
    });
  }

  /** The objects that are spread in one: `base` and `mail.server` of `{ ...base, ...mail.server }`. */
  #spreadIn(open: number): readonly number[] {
    const tokens = this.#tokens;
    if (!tokens.is(open, "{")) return [];
    const spread = elementsOf(tokens, open).map((at) =>
      tokens.is(at, "...") && this.#spreads++ < mostSpreads ? this.#spreadAt(at + 1) : -1,
    );
    return spread.filter((object) => tokens.is(object, "{"));
  }

  /** The object that a variable stands for, or a key of it; -1 where nobody can tell. */
  #spreadAt(word: number): number {
    const tokens = this.#tokens;
    const object = tokens.isWord(word) ? this.#valueOf(word) : -1;
    if (tokens.isAny(word + 1, ", }")) return object;
    const isMember = tokens.is(word + 1, ".") && tokens.isAny(word + 3, ", }");
    const named = tokens.spelling(word + 2);
    const entry = isMember ? this.#entriesOf(object).find(({ key }) => tokens.spelling(key) === named) : undefined;
    return entry === undefined ? -1 : this.#objectAt(entry.value);
  }

  #isLenient(first: number, end: number, depth: number): boolean {
    const tokens = this.#tokens;
    if (end - first > longestValue || this.#holds(first, end, (at) => this.#isLenientCall(at))) return true;
    if (this.#isOfJoi(first, 0)) return !this.#isDemanded(first, 0);
    if (!tokens.isWord(first) || tokens.is(first + 1, ".") || this.#isImportedBuilder(first)) return false;
    const value = depth < deepest && !tokens.is(first + 1, "(") ? this.#valueOf(first) : -1;
    // What is made elsewhere, or by a function, may do without.
    if (value < 0) return true;
    return kept(this.#lenient, value, () => this.#isLenient(value, this.#endOfStatement(value), depth + 1));
  }

  /** `string()` of `import { string } from "valibot"`. */
  #isImportedBuilder(word: number): boolean {
    const binding = this.#scopes.bindingAt(word);
    if (binding === undefined || !this.#scopes.isImported(binding.token)) return false;
    const tokens = this.#tokens;
    const close = tokens.partner(this.#scopes.bracketAround(binding.token));
    return tokens.is(close + 1, "from") && /^(?:zod|valibot)/.test(tokens.spelling(close + 2));
  }

  #isLenientCall(at: number): boolean {
    const tokens = this.#tokens;
    if (!tokens.isWord(at) || !tokens.is(at + 1, "(") || !tokens.isAny(at, lenientWords)) return false;
    return !tokens.is(at, "boolean") || tokens.is(at - 2, "coerce");
  }

  #holds(first: number, end: number, test: (at: number) => boolean): boolean {
    for (let at = first; at < end; at++) if (test(at)) return true;
    return false;
  }

  #isKey(at: number): boolean {
    return this.#tokens.isWord(at) && this.#tokens.isAny(at + 1, ": , }") && this.#tokens.isAny(at - 1, "{ ,");
  }

  /** The object itself, or the one that a variable was given. */
  #objectAt(value: number): number {
    const isVariable = this.#tokens.isWord(value) && !this.#tokens.is(value + 1, ".");
    return isVariable ? this.#valueOf(value) : value;
  }

  /** Where the value starts that a variable of this script is given with its declaration; -1 where there is none. */
  #valueOf(word: number): number {
    const tokens = this.#tokens;
    const binding = this.#scopes.bindingAt(word);
    if (binding === undefined || this.#scopes.isImported(binding.token)) return -1;
    for (let at = binding.token + 1; at < binding.token + 40; at = tokens.next(at)) {
      if (tokens.is(at, "=")) return at + 1;
      if (tokens.isAny(at, "; , ) }")) return -1;
    }
    return -1;
  }

  #behindComma(open: number): number {
    return elementsOf(this.#tokens, open)[1] ?? -1;
  }

  #endOfStatement(first: number): number {
    const tokens = this.#tokens;
    let at = first;
    while (
      at < tokens.count &&
      !tokens.is(at, ";") &&
      !(at > first && tokens.startsLine(at) && !tokens.isMember(at) && !tokens.is(at, "."))
    )
      at = tokens.next(at);
    return at;
  }

  /** `key: value` of an object, each with where it ends. */
  #entriesOf(open: number): readonly { readonly key: number; readonly value: number; readonly end: number }[] {
    const tokens = this.#tokens;
    const close = tokens.partner(open);
    const found = [];
    if (!tokens.is(open, "{")) return [];
    for (let first = open + 1; first < close;) {
      let end = first;
      do end = tokens.next(end);
      while (end < close && !tokens.is(end, ",") && !isKeyOfLine(tokens, end));
      const isKey = tokens.isWord(first) || tokens.isLiteral(first);
      if (isKey && tokens.is(first + 1, ":")) found.push({ key: first, value: first + 2, end });
      else if (tokens.isWord(first) && end === first + 1 && tokens.isAny(end, ", }"))
        found.push({ key: first, value: first, end });
      first = tokens.is(end, ",") ? end + 1 : end;
    }
    return found;
  }
}

/** What is made of the environment may have keys of its own. */
function isCapital(key: string): boolean {
  return /^[A-Z][A-Z\d_]+$/.test(key);
}

/** `key:` at the start of a line, which is one also behind a line that somebody is typing. */
function isKeyOfLine(tokens: Tokens, index: number): boolean {
  return tokens.startsLine(index) && tokens.is(index + 1, ":") && !tokens.isAny(index - 1, "? && || ??");
}
