/** A short id of a text: equal texts have equal ids (FNV-1a, 53 bits of two 32-bit halves). Not for security. */
export function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ index, 0x01000193);
  }
  return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
}
