import type { Lexer } from "../lexer";
import { matchAt } from "../textPlaces";
import { tokenKind } from "../tokens";
import { isOperandExpected } from "./operand";

/** Where the reader is: in a tag, between tags, or back in code. */
type Place = "tag" | "children" | "code";

/** Reads JSX from `<`. Tags become brackets, the text between them is skipped, and `{}` in it is code. */
export function readMarkup(lexer: Lexer): boolean {
  if (!startsElement(lexer)) return false;
  readFrom("tag", lexer);
  return true;
}

function readFrom(place: Place, lexer: Lexer): void {
  let current = place;
  if (current === "tag" && lexer.peek() === less) openTag(lexer);
  while (current !== "code" && lexer.position < lexer.end)
    current = current === "tag" ? readTag(lexer) : readChildren(lexer);
  if (current !== "code") lexer.suspended = current === "tag" ? resumeTag : resumeChildren;
}

/** How many elements left open a closing tag may close. */
const repairDepth = 8;

const less = 60;
const greater = 62;
const slash = 47;
const openBrace = 123;
const closeBrace = 125;

function resumeTag(lexer: Lexer): void {
  readFrom("tag", lexer);
}

function resumeChildren(lexer: Lexer): void {
  readFrom("children", lexer);
}

/** What may stand in a name of a tag or an attribute, from the position on. */
const tagName = /[\w$.:\-\u0080-\uffff]*/y;

/** Where a name ends that starts at an offset; the offset itself where none does. */
function nameEnd({ text }: Lexer, start: number): number {
  tagName.lastIndex = start;
  return tagName.test(text) ? tagName.lastIndex : start;
}

/** `<name`, or just `<` of a fragment. */
function openTag(lexer: Lexer): void {
  lexer.open(Math.min(lexer.end, nameEnd(lexer, lexer.position + 1)));
}

/** Reads one thing inside a tag. What cannot stand there ends the markup, so that an unfinished tag costs only itself. */
function readTag(lexer: Lexer): Place {
  const code = lexer.peek();
  if (code <= 32) lexer.position++;
  else if (code === greater) return endTag(lexer);
  else if (code === slash) return readSlash(lexer);
  else if (code === openBrace) return openHole(lexer, resumeTag);
  else if (code === 34 || code === 39) return readAttributeString(lexer);
  else if (code === 61) return readEquals(lexer);
  else if (code === less && lexer.tokens.end(lexer.innermost()) === lexer.position) return skipTypeArguments(lexer);
  else return readAttributeName(lexer);
  return "tag";
}

function endTag(lexer: Lexer): Place {
  lexer.position++;
  return "children";
}

function readSlash(lexer: Lexer): Place {
  if (lexer.startsWith("/>")) return closeElement(lexer, lexer.position + 2);
  if (lexer.startsWith("//")) lexer.position = lexer.lineEnd(lexer.position);
  else if (lexer.startsWith("/*")) lexer.position = Math.min(lexer.end, lexer.find("*/", lexer.position + 2) + 2);
  else return abandonElement(lexer);
  return "tag";
}

function openHole(lexer: Lexer, resume: (lexer: Lexer) => void): Place {
  lexer.open(lexer.position + 1, resume);
  return "code";
}

/** Attribute strings may span lines and know no escapes. */
function readAttributeString(lexer: Lexer): Place {
  const quote = lexer.text.charAt(lexer.position);
  const start = lexer.position + 1;
  const stop = lexer.find(quote, start);
  lexer.tokens.add(tokenKind.literal, start, stop);
  lexer.position = Math.min(lexer.end, stop + 1);
  return "tag";
}

/** Behind `=` only a string or a hole may stand (nobody writes an element there without braces). */
function readEquals(lexer: Lexer): Place {
  lexer.position++;
  while (lexer.peek() <= 32) lexer.position++;
  const code = lexer.peek();
  return code === openBrace || code === 34 || code === 39 ? "tag" : abandonElement(lexer);
}

function readAttributeName(lexer: Lexer): Place {
  const stop = nameEnd(lexer, lexer.position);
  if (stop === lexer.position) return abandonElement(lexer);
  lexer.position = stop;
  return "tag";
}

/** `<Table<Row> …`: skips to the angle bracket that closes. */
function skipTypeArguments(lexer: Lexer): Place {
  for (let depth = 0; lexer.position < lexer.end; lexer.position++) {
    const code = lexer.peek();
    if (code === less) depth++;
    else if (code === greater && lexer.peek(-1) !== 61 && --depth === 0) break;
  }
  lexer.position = Math.min(lexer.end, lexer.position + 1);
  return "tag";
}

/** Skips text up to the next tag or hole. A closing brace cannot stand in text: there the markup was never finished. */
function readChildren(lexer: Lexer): Place {
  while (lexer.position < lexer.end) {
    const code = lexer.peek();
    if (code === openBrace) return openHole(lexer, resumeChildren);
    if (code === closeBrace) return abandonElement(lexer);
    if (code === less) return readChildTag(lexer);
    lexer.position++;
  }
  return "code";
}

function readChildTag(lexer: Lexer): Place {
  if (lexer.peek(1) === slash) return readClosingTag(lexer);
  openTag(lexer);
  return "tag";
}

/** Closes the element of that name; elements inside it that were left open are given up. */
function readClosingTag(lexer: Lexer): Place {
  const stop = lexer.find(">", lexer.position);
  const opening = `<${lexer.text.slice(lexer.position + 2, stop).trim()}`;
  for (let depth = 0; depth < repairDepth; depth++) {
    const token = lexer.innermost(depth);
    if (lexer.text.charCodeAt(lexer.tokens.start(token)) !== less) break;
    if (lexer.tokens.spelling(token) !== opening) continue;
    for (let inner = 0; inner < depth; inner++) lexer.abandon();
    break;
  }
  return closeElement(lexer, Math.min(lexer.end, stop + 1));
}

function closeElement(lexer: Lexer, end: number): Place {
  lexer.closeInnermost(end);
  return lexer.text.charCodeAt(lexer.tokens.start(lexer.innermost())) === less ? "children" : "code";
}

function abandonElement(lexer: Lexer): Place {
  lexer.abandon();
  while (lexer.text.charCodeAt(lexer.tokens.start(lexer.innermost())) === less) lexer.abandon();
  return "code";
}

/** `<a`, `<>` where an operand is expected, unless it turns out to be the type parameters of a function. */
function startsElement(lexer: Lexer): boolean {
  const next = lexer.text.charAt(lexer.position + 1);
  if (!/[\w$>\u0080-\uffff]/.test(next) || !isOperandExpected(lexer.tokens)) return false;
  return next === ">" || !startsTypeParameters(lexer);
}

const typeParameters = /<(?:const\s{1,99})?[\w$]{1,99}\s{0,99}(?:,|=|>\s{0,99}\(|extends\s{1,99}[^\s=/>])/y;

/** How far to look for what tells `<T>(x: T) => …` from `<b>(text)</b>`. */
const lookAhead = 2000;

/** `<T,>(x)`, `<T extends U>(x)`, `<T = U>(x)`; and `<T>(x) => …` in a type, with the arrow before any closing tag. */
function startsTypeParameters({ text, position }: Lexer): boolean {
  const found = matchAt(typeParameters, text, position);
  if (found === null) return false;
  if (!found[0].endsWith("(")) return true;
  const ahead = text.slice(position, position + lookAhead);
  const arrow = ahead.indexOf("=>");
  const closingTag = ahead.indexOf("</");
  return arrow >= 0 && (closingTag < 0 || arrow < closingTag);
}
