import { linesAround } from "./lines";
import { exitOf, suiteOf } from "./questions";
import type { Module } from "./variables";

/** Whether what is read with brackets is tried, and the code goes on without it: `except KeyError` with another end than an error. */
export function isCaught(module: Module, token: number): boolean {
  const { tokens, lines } = module;
  for (const line of linesAround(lines, token)) {
    const head = lines.first(line);
    if (tokens.isAny(head, "def class") || (tokens.is(head, "async") && tokens.is(head + 1, "def"))) return false;
    if (tokens.is(head, "try") && isHandled(module, line)) return true;
  }
  return false;
}

const errors = "KeyError LookupError Exception BaseException";

function isHandled(module: Module, tried: number): boolean {
  const { tokens, lines } = module;
  for (let line = lines.next(tried); tokens.is(lines.first(line), "except"); line = lines.next(line)) {
    let colon = lines.first(line) + 1;
    let isMeant = tokens.is(colon, ":");
    for (; colon < tokens.count && !tokens.is(colon, ":"); colon++) isMeant ||= tokens.isAny(colon, errors);
    if (isMeant) return exitOf(module, suiteOf(module, colon)) !== "fails";
  }
  return false;
}
