import type { Scanner } from "./scanner";
import { useOf } from "./variables";

/** Reads what a `$` starts: a variable, an expansion in braces, a command or an arithmetic expression. */
export function readDollar(scanner: Scanner): void {
  const next = scanner.charAt(1);
  const place = scanner.frame.place;
  const isQuoted = place === "double" || place === "heredoc";
  if (next === "{") readBraces(scanner);
  else if (next === "(") openParentheses(scanner);
  else if (next === "'" && !isQuoted) readEscaped(scanner);
  else readVariable(scanner);
}

function readVariable(scanner: Scanner): void {
  const found = scanner.match(/\$([A-Za-z_]\w*)/y);
  const name = found?.[1] ?? "";
  const start = scanner.position + 1;
  scanner.position = start + Math.max(name.length, /[#?!@*$\d-]/.test(scanner.charAt(1)) ? 1 : 0);
  if (name !== "") scanner.script.uses.push(useOf(name, start, "", scanner.isTesting()));
}

/** `${NAME}`, `${#NAME}`, `${!NAME}` and with an operator; what comes behind it is read as it comes. */
function readBraces(scanner: Scanner): void {
  const found = scanner.match(/\$\{([#!]?)([A-Za-z_]\w*)(\[[^\]\n]{0,80}\])?([@*]\}|:?[-=?+]|)/y);
  if (found === null) {
    scanner.push("expansion", 2);
    return;
  }
  const [all, prefix = "", name = "", subscript, operator = ""] = found;
  const start = scanner.position + 2 + prefix.length;
  const isListOfNames = prefix === "!" && operator.endsWith("}");
  // A list cannot come from the environment.
  if (!isListOfNames && subscript === undefined)
    scanner.script.uses.push(useOf(name, start, operator, scanner.isTesting()));
  scanner.push("expansion", operator.endsWith("}") ? all.length - 1 : all.length);
}

function openParentheses(scanner: Scanner): void {
  if (scanner.charAt(2) === "(") scanner.push("arithmetic", 3);
  else scanner.push("group", 2);
}

/** `$'text'` knows escapes. */
function readEscaped(scanner: Scanner): void {
  const start = scanner.position;
  let offset = start + 2;
  while (offset < scanner.to && scanner.text.charAt(offset) !== "'")
    offset += scanner.text.charAt(offset) === "\\" ? 2 : 1;
  scanner.position = Math.min(offset + 1, scanner.to);
  scanner.script.strings.push({ start, end: scanner.position });
}
