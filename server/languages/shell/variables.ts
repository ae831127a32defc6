/** A part of a script. */
export interface Place {
  start: number;
  end: number;
}

/** A place where a script uses a variable. All places move when somebody types in front of them. */
export interface Use {
  name: string;
  start: number;
  end: number;
  /** What stands behind the name in `${NAME:-default}`, up to the default. */
  readonly operator: string;
  /** Whether it stands in a test: `[ -n "$NAME" ]`. */
  readonly isTested: boolean;
}

/** A use of a name that stands at an offset. */
export function useOf(name: string, start: number, operator = "", isTested = false): Use {
  return { name, start, end: start + name.length, operator, isTested };
}

/** A place where a script gives a variable a value of its own. */
export interface Assignment {
  name: string;
  start: number;
  /** The end of the value: what is used up to there makes the value. */
  end: number;
}

/** What a script does with variables, and which parts of it are text. */
export interface Script {
  readonly uses: Use[];
  readonly assignments: Assignment[];
  readonly deletions: Use[];
  /** Names that are asked for as such: `[[ -v NAME ]]`. */
  readonly questions: Use[];
  /** Strings and heredocs. */
  readonly strings: Place[];
  /** Where it says which other scripts are read in. */
  readonly sourced: Place[];
}

export function emptyScript(): Script {
  return { uses: [], assignments: [], deletions: [], questions: [], strings: [], sourced: [] };
}
