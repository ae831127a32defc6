/** What an expression that is sticky or global finds in a text from an offset on. */
export function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** Where the line of an offset ends: in front of its line break, or at the end of the text. */
export function lineEndOf(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found < 0 ? text.length : found;
}
