/**
 * A sentence of a service, if it may be shown: it comes from elsewhere, and could repeat what it was sent. Short, of one line,
 * and without any piece of the hidden texts, as they are or in a usual encoding.
 */
export function safeDetail(detail: string | undefined, hide: readonly string[]): string | undefined {
  if (detail === undefined || detail === "" || detail.length > maxLength) return undefined;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(detail)) return undefined;
  return hide.some((text) => repeats(detail, text)) ? undefined : detail;
}

const maxLength = 400;
/** So many characters in a row are no accident. */
const pieceLength = 6;

function repeats(detail: string, text: string): boolean {
  const lower = detail.toLowerCase();
  return spellings(text).some((spelling) => hasPieceOf(lower, spelling.toLowerCase()));
}

function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    bytes.toString("hex"),
    // A text within another begins at any of the three places of a base64 group.
    ...[0, 1, 2].map((skip) => bytes.subarray(skip).toString("base64").replace(/=+$/, "")),
    bytes.toString("base64url"),
    encodeURIComponent(bytes.toString()),
    JSON.stringify(text).slice(1, -1),
  ];
}

function hasPieceOf(detail: string, text: string): boolean {
  if (text.length <= pieceLength) return text !== "" && detail.includes(text);
  const pieces = new Set<string>();
  for (let start = 0; start + pieceLength <= detail.length; start++)
    pieces.add(detail.slice(start, start + pieceLength));
  for (let start = 0; start + pieceLength <= text.length; start++)
    if (pieces.has(text.slice(start, start + pieceLength))) return true;
  return false;
}
