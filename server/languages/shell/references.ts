import { addTo, kept } from "../groups";
import { isInside } from "../inline";
import { referenceTo } from "../named";
import type { Reference, ReferenceKind } from "../reference";
import { countUpTo } from "../sorted";
import { Spellings } from "../spellings";
import type { Assignment, Script, Use } from "./variables";

/** What else is known of where a script stands. */
interface Surroundings {
  /** Where somebody is typing: a name there is meant, whatever the rest of the script does. */
  readonly editedAt?: number | undefined;
  /** Names that have a value before the script starts. */
  readonly given?: ReadonlySet<string>;
}

/**
 * The variables of a script that come from its environment. Names that it gives a value are its own, except where they are
 * their own default: `NAME=${NAME:-default}`. By the convention of POSIX names with small letters belong to the script.
 */
export function variablesOf(text: string, whole: Script, { editedAt, given }: Surroundings): readonly Reference[] {
  const known = new Map<string, boolean>();
  const isMeant = (name: string): boolean => kept(known, name, isEnvironmentName);
  const edited = whole.uses.find(({ start }) => start === editedAt)?.name;
  const mayMatter = ({ name }: Use | Assignment): boolean => isMeant(name) || name === edited;
  const script = { ...whole, uses: whole.uses.filter(mayMatter), assignments: whole.assignments.filter(mayMatter) };
  const selfUses = usesForThemselves(script);
  const own = firstAssignments(script, selfUses);
  const isOwn = (name: string): boolean => own.has(name) || given?.has(name) === true;
  const hasOtherSources = script.sourced.some(({ start, end }) => !/env/i.test(text.slice(start, end)));
  const isForeign = ({ name, start }: Use): boolean =>
    start === editedAt || (isMeant(name) && !hasOtherSources && !isOwn(name));
  const isSelfMade = (use: Use): boolean => selfUses.has(use) && !isWholeValue(text, use);
  const isDefault = (use: Use): boolean =>
    isMeant(use.name) &&
    given?.has(use.name) !== true &&
    use.start < (own.get(use.name) ?? Infinity) &&
    (selfUses.has(use) || use.operator.endsWith("="));
  return [
    ...script.uses
      .filter((use) => isForeign(use) || isDefault(use))
      .map((use) => ({ ...toReference(use, "read", text), ...(isSelfMade(use) ? { optional: true } : {}) })),
    ...script.deletions.filter(isForeign).map((use) => toReference(use, "delete", text)),
    ...script.questions.filter(isForeign).map((use) => toReference(use, "exists", text)),
  ];
}

/** Whether a place of a script is text, and no name in a calculation: `"$((1 <NAME> 0))"`. It has to be asked in the order of the text. */
export function isTextOf({ strings, uses }: Script): (start: number, end: number) => boolean {
  const isInString = isInside(strings);
  const used = new Set(uses.map(({ start }) => start));
  return (start, end) => isInString(start, end) && !used.has(start);
}

/** `NAME=$NAME`, as opposed to `NAME="$NAME more"` that gets along without a value. */
function isWholeValue(text: string, { name, start, end }: Use): boolean {
  const before = text.slice(Math.max(0, start - name.length - 4), start);
  const behind = text.slice(end, end + 4);
  return (
    (/=\$\{?$/.test(before) && /^\}?(?:[\s;]|$)/.test(behind)) ||
    (/="\$\{?$/.test(before) && /^\}?"(?:[\s;]|$)/.test(behind))
  );
}

/** gnu.org/software/bash/manual/html_node/Bash-Variables: those that Bash sets. */
const setByShell = new Spellings(
  `BASHOPTS BASHPID COPROC DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD HOSTTYPE IFS LINENO MACHTYPE MAPFILE
  OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS PPID PWD RANDOM REPLY SECONDS SHELLOPTS SHLVL SRANDOM UID PS1 PS2 PS3 PS4 CPUTYPE
  ARGC ERRNO FUNCNEST TTYIDLE VENDOR BUFFER CURSOR LBUFFER RBUFFER WIDGET KEYS NUMERIC PROMPT RPROMPT`,
);

/** Whether a variable of this name is taken from the environment where a script gives it no value. */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]+$/.test(name) && !setByShell.has(name) && !/^(?:BASH|COMP|READLINE|_+$)/.test(name);
}

/** Uses in the value of the very name that is assigned: `NAME=${NAME:-default}`. */
function usesForThemselves(script: Script): ReadonlySet<Use> {
  const uses = usesByName(script);
  return new Set(script.assignments.flatMap(({ name, start, end }) => usesBetween(uses.get(name) ?? [], start, end)));
}

function usesByName(script: Script): ReadonlyMap<string, readonly Use[]> {
  const byName = new Map<string, Use[]>();
  for (const use of script.uses) addTo(byName, use.name, use);
  return byName;
}

function usesBetween(uses: readonly Use[], start: number, end: number): readonly Use[] {
  const startOf = (index: number): number | undefined => uses[index]?.start;
  return uses.slice(countUpTo(start, uses.length, startOf), countUpTo(end - 1, uses.length, startOf));
}

/** Where each name is first given a value that is not made from itself. A name that is only made from itself gets Infinity. */
function firstAssignments(script: Script, selfUses: ReadonlySet<Use>): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  const uses = usesByName({ ...script, uses: [...selfUses] });
  for (const { name, start, end } of script.assignments) {
    const isMadeFromItself = usesBetween(uses.get(name) ?? [], start, end).length > 0;
    first.set(name, Math.min(first.get(name) ?? Infinity, isMadeFromItself ? Infinity : start));
  }
  for (const { name, start, operator } of script.uses)
    if (operator.endsWith("=")) first.set(name, Math.min(first.get(name) ?? Infinity, start + 1));
  return first;
}

function toReference(use: Use, kind: ReferenceKind, text: string): Reference {
  const { name, start, operator } = use;
  const optional = kind === "exists" || (kind === "read" && (/[-=+]$/.test(operator) || isAsked(text, use)));
  return referenceTo(name, start, { kind, optional, via: "direct" });
}

/** How far behind a use a text that it is compared with is looked for. */
const longestComparison = 100;

/** `= "text"`, `!= text`: what stands in it is not filled in, and a blank follows. */
const comparison = /^\}?"?\s+(?:==?|!=)\s+(?:"[^"$`\\\n]+"|'[^'\n]+'|[^\s"'$`\\;&|()<>\]])+(?=[\s)])/;

/** `[ -z "$NAME" ]`, `[[ $NAME ]]`, `[ "$NAME" != "" ]`, `[ "$NAME" = text ]` */
function isAsked(text: string, { start, end, isTested }: Use): boolean {
  if (!isTested) return false;
  const before = text.slice(Math.max(0, start - 30), start);
  const isOperand = /(?:^|[\s;&|(])(?:(?:\[\[?|test|!|&&|\|\||-[ao])\s+|\(\s*)"?\$\{?$/.test(before);
  if (isOperand && comparison.test(text.slice(end, end + longestComparison))) return true;
  if (!/(?:^|[\s;&|])(?:-[nz]|\[\[?(?:\s+!)?|test)\s+"?\$\{?$/.test(before)) return false;
  return /-[nz]\s+"?\$\{?$/.test(before) || /^\}?"?\s*(?:\]|[!=]=?\s*(?:""|'')\s)/.test(text.slice(end, end + 20));
}
