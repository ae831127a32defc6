import type { EnvEntry } from "./envLines";
import { isRightBelow } from "./envLines";
import { optionalSections, saysRequired } from "./envSections";
import { lineStartOf } from "./listText";

/**
 * What people write who know no decorator, of one name or of a family: `# OPTIONAL: the port`, `# GitHub (optional)`,
 * `# Only needed if …`. Read in the comments of 2,082 names that 216 examples of a hundred projects ask for.
 */
const ofFamilies = anyOf(
  String.raw`(?<!@|\b(?:not|never|non)[\s-])\boptionals?\b|^optionally\b`,
  String.raw`\bonly\s+(?:be\s+)?(?:needed|required|necessary)\b|^only\s+for\b`,
  String.raw`\b(?:(?:needed|required|necessary|relevant)\s+(?:only\s+)?|used\s+only\s+)(?:if|when)\b`,
  String.raw`\bset\s+(?:these|those|them)\b.{0,60}\bif\b`,
  String.raw`\bleave\s+(?:these|them|all)\b|\bworks?\s+(?:\w+\s+)?without\s+(?:it|this|these|them)\b`,
);

const plural = String.raw`(?:${[
  "keys|secrets|tokens|credentials|settings|variables|vars|values|options|overrides|limits|flags|parameters|features",
  "config(?:uration)?s?|integrations|providers|services",
].join("|")})`;

/** The same of all that stands together below: `# Additional optional settings`, `# API keys (optional: …)`. */
const ofBlocks = anyOf(
  String.raw`^(?:(?:additional|other|further|more|some|the|all)[ \t]+)*optional[ \t]+(?:[\w-]+[ \t]+){0,2}${plural}\b`,
  String.raw`^(?:[\w-]+[ \t]+){0,3}${plural}[ \t]*[([,:–—-]+[ \t]*optional\b`,
  String.raw`^(?:these|those|all|the[ \t]+following)[ \t]+(?:[\w-]+[ \t]+){0,2}are[ \t]+(?:all[ \t]+)?optional\b`,
);

/** The same of one name: `# Leave empty to …`, `# Set if you'd like to …`, `# Defaults to 3000`. */
const ofNames = anyOf(
  String.raw`\b(?:leave|left|keep)\s+(?:\S+\s+){0,2}(?:blank|empty|unset|out)\b`,
  String.raw`\b(?:set|use)\s+(?:only\s+)?(?:if|when)\b`,
  String.raw`\bif\s+you(?:'d|\s+would)?\s+(?:like|want|wish|prefer|don't)\b`,
  String.raw`\bdefaults?\s+(?:to|is)\b|\bfalls?\s+back\b|^overrides?\s+(?:the|its|their|any)\b`,
  String.raw`\b(?:does|do)(?:\s+not|n't)\s+(?:need|have)\s+to\s+be\s+set\b|\bneeds?\s+not\s+be\s+set\b|\bno\s+need\s+to\s+set\b`,
);

/** What becomes of it then: `# Disabled if not set`, but not `# Fails if not set`. */
const whenUnset =
  /\b(?:if|when)\s+(?:not\s+(?:set|provided|given)|(?:neither|none)(?:\s+of\s+\w+)?\s+(?:is|are)\s+set|unset|empty|omitted|missing)\b/i;
const failing =
  /\b(?:fail|crash|error|refus|reject|throw|abort|break|broken|won't|will\s+not|cannot|can't|must|never)/i;

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join("|"), "im");
}

/** Whether a comment says that a name may be left out. */
export function saysOptional(words: string): boolean {
  return ofFamilies.test(words) || ofNames.test(words) || (whenUnset.test(words) && !failing.test(words));
}

/** The entries that are called optional in words: in their own, in those above the first one of their family, or in the title of their section. */
export function optionalInWords(entries: readonly EnvEntry[], text: string): ReadonlySet<EnvEntry> {
  const found = new Set<EnvEntry>();
  const sections = optionalSections(text);
  let next = 0;
  let isHeaded = false;
  let isInBlock = false;
  for (const [at, entry] of entries.entries()) {
    const above = entries[at - 1];
    const heading = text.slice(entry.start, lineStartOf(text, entry.nameStart)).replace(/^[ \t#]+/gm, "");
    const goesOn: boolean = isHeaded && above !== undefined && isRightBelow(entry, above, text);
    isHeaded = goesOn || ofFamilies.test(heading);
    isInBlock =
      ofBlocks.test(heading) || (isInBlock && above !== undefined && !hasGap(text.slice(above.end, entry.nameStart)));
    const words = entry.comments.join("\n");
    while ((sections[next]?.end ?? Infinity) <= entry.nameStart) next++;
    const isInSection = (sections[next]?.start ?? Infinity) <= entry.nameStart;
    if (isHeaded || saysOptional(words) || ((isInSection || isInBlock) && !saysRequired(words))) found.add(entry);
  }
  return found;
}

/** Whether there is a line without anything on it. */
function hasGap(text: string): boolean {
  return /^[ \t]*\r?\n/m.test(text);
}
