import { prefix } from "../../shared/ids";

/** What stands in a file of settings: JSON with comments and commas too many. What cannot be read says nothing. */
export function settingsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(withoutCommas(withoutComments(text)));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** The settings that name an account, as the section that the editor would give once it trusts the file. */
export function accountSection(...files: readonly Readonly<Record<string, unknown>>[]): { readonly account: object } {
  const start = `${prefix}.account.`;
  const entries = files.flatMap(Object.entries<unknown>).filter(([key]) => key.startsWith(start));
  return { account: Object.fromEntries(entries.map(([key, value]) => [key.slice(start.length), value])) };
}

/** The settings that a file names a whole workspace with. */
export function settingsOfWorkspace(text: string): Readonly<Record<string, unknown>> {
  const { settings } = settingsIn(text);
  return isRecord(settings) ? settings : {};
}

// What is not closed ends with the text, so that no text takes longer than its length.
function withoutComments(text: string): string {
  return text.replace(/("(?:\\[^]|[^"\\])*"?)|\/\/.*|\/\*[^]*?(?:\*\/|$)/g, "$1");
}

function withoutCommas(text: string): string {
  return text.replace(/("(?:\\[^]|[^"\\])*"?)|,(?=\s*[}\]])/g, "$1");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
