import { boundPrefixesIn, isBoundTo } from "./boundPrefix";

/** What looks through texts for the names that they may mean. */
export interface MentionFinder {
  /** The names among those looked for that a text mentions, spelled in whichever way, made of parts, or bound by a prefix. */
  readonly namesIn: (text: string, fileName?: string) => ReadonlySet<string>;
}

/** Stands for all names: a file with values is handed over as it is, whatever is in it. */
export const handedOver = "--env-file";

/** How Compose, Kubernetes, Docker and systemd hand over a file of variables; then nobody need mention one. */
const handingOver = ["env_file", "envFrom", "--env-file", "EnvironmentFile"];

/**
 * Looks for names as people write them: `STRIPE_KEY`, but also `stripe_key`, `stripe.key` and `stripeKey` of settings that are bound to
 * variables, and the halves of a name that a program puts together (`STRIPE_`, `_KEY`). Finding too much only keeps us quiet.
 */
export function createMentionFinder(names: readonly string[]): MentionFinder {
  const meant = new Map<string, string[]>();
  const pieces = [...names.flatMap((name) => [[name, name] as const, ...halvesOf(name)]), ...handedOverPieces(names)];
  for (const [piece, name] of pieces) {
    const key = keyOf(piece);
    meant.set(key, [...(meant.get(key) ?? []), name]);
  }
  const spellings = [...new Set(pieces.map(([piece]) => patternOf(piece)))].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?:(?<![A-Za-z0-9_])|(?<=%[a-z]))(?:${spellings.join("|")})(?![A-Za-z0-9_])`, "gi");
  return {
    namesIn: (text, fileName = "") => {
      const found = new Set<string>();
      if (spellings.length === 0) return found;
      for (const [spelling] of text.matchAll(pattern))
        for (const name of meant.get(keyOf(spelling)) ?? []) found.add(name);
      for (const prefix of new Set(boundPrefixesIn(text, fileName)))
        for (const name of names) if (isBoundTo(name, prefix)) found.add(name);
      return found;
    },
  };
}

function handedOverPieces(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.length === 0 ? [] : handingOver.map((piece) => [piece, handedOver] as const);
}

/** `A_B_C` starts with `A_` and `A_B_`, and ends with `_B_C` and `_C`. */
function halvesOf(name: string): readonly (readonly [string, string])[] {
  const words = name.split("_");
  return words.slice(1).flatMap((_, index) => {
    const before = `${words.slice(0, index + 1).join("_")}_`;
    const behind = `_${words.slice(index + 1).join("_")}`;
    return [before, behind].filter((half) => half.length > 2).map((half) => [half, name] as const);
  });
}

/** Within a name, words may be joined in any way; at its ends the underscore says that something is missing. */
function patternOf(piece: string): string {
  const escaped = piece.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
  return escaped.replace(/(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])/g, "[._-]?");
}

function keyOf(spelling: string): string {
  const start = spelling.startsWith("_") ? "_" : "";
  const end = spelling.endsWith("_") ? "_" : "";
  return start + spelling.replace(/[._-]/g, "").toUpperCase() + end;
}
