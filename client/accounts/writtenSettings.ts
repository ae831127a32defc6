import { prefix } from "../../shared/ids";

/** What stands in a file of settings: JSON with comments and commas too many. Of what is no JSON, the pairs of texts count. */
export function settingsIn(text: string): Readonly<Record<string, unknown>> {
  const bare = withoutComments(text);
  try {
    const value: unknown = JSON.parse(withoutCommas(bare));
    return isRecord(value) ? value : {};
  } catch {
    // The editor reads over a slip, and while somebody types there often is one.
    const pairs = [...bare.matchAll(/"([^"\\]+)"\s*:\s*"([^"\\]*)"/g)];
    return Object.fromEntries(pairs.map(([, key = "", value]) => [key, value]));
  }
}

/** The settings that name an account, as the section that the editor would give once it trusts the file. */
export function accountSection(...files: readonly Readonly<Record<string, unknown>>[]): { readonly account: object } {
  const entries = files.flatMap((file) => leavesOf(file)).filter(([path]) => path.startsWith(start));
  return { account: Object.fromEntries(entries.map(([path, value]) => [path.slice(start.length), value])) };
}

const start = `.${prefix}.account.`;

/** Settings may be nested, or have dots in their names: the editor takes both for the same. Only what leads to an account is looked into. */
function leavesOf(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (!isRecord(value) || !start.startsWith(`${path}.`)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

/** The settings that a file names a whole workspace with. */
export function settingsOfWorkspace(text: string): Readonly<Record<string, unknown>> {
  const all = settingsIn(text);
  const { settings = all } = all;
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
