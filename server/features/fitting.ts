/** What stands around a place, and what kind of text it is in. Offsets are UTF-16 code units. */
export interface PlaceOfName {
  readonly text: string;
  readonly start: number;
  readonly languageId: string;
}

/**
 * Whether a name can be written at a place so that it is read as just that name. Services take names such as `stripe-key`, that
 * are fine between quotes, and something else entirely in `process.env.stripe-key`.
 */
export function fitsAt(name: string, { text, start, languageId }: PlaceOfName): boolean {
  const before = text.charAt(start - 1);
  if (before === "<") return /^[A-Z][A-Z0-9_]+$/.test(name);
  if (before === ">") return fitsInTag(name);
  if (/["'`]/.test(before)) return /^[^"'`\\$#{}\p{Cc}]+$/u.test(name);
  if (/^[A-Za-z_]\w*$/.test(name)) return true;
  return /^\s?$/.test(before) && listing.has(languageId) && /^\w[\w.-]*$/.test(name);
}

/** Whether `<secret>NAME</secret>` is read as that name. */
export function fitsInTag(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,255}$/.test(name);
}

/** In these a bare word may hold dashes and dots. */
const listing: ReadonlySet<string> = new Set(["yaml", "dockercompose", "dotenv"]);
