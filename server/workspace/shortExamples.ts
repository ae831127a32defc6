import { isShort } from "../analysis/shortExample";
import type { Scope } from "../analysis/knowledge";
import { createListeners } from "../listeners";
import type { Declarations } from "./declarations";
import type { SparedNames } from "./sparedNames";
import { folderOf, isWithin } from "./uris";
import type { WrittenNames } from "./writtenNames";

/** Which examples name so little of what the code below them needs that code is not held to them. */
export interface ShortExamples {
  readonly isShort: (scope: Scope) => boolean;
  /** Called when files have been looked into: tells who listens when there is another answer than somebody was given. */
  readonly update: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

/** What short examples are found with. */
export interface ShortExampleSources {
  readonly declarations: Declarations;
  readonly spared: SparedNames;
  readonly written: WrittenNames;
}

/** No answer has been given yet. */
export function createShortExamples({ declarations, spared, written }: ShortExampleSources): ShortExamples {
  const listeners = createListeners<null>();
  const answers = new Map<Scope, Answer>();

  // Whoever was given an answer hears of these, too, and asks again.
  const forget = (): void => {
    answers.clear();
  };
  declarations.onDidChange(forget);
  written.onDidChange(forget);

  const judge = (scope: Scope): boolean => {
    const [nearest] = scope.manifests;
    if (nearest === undefined || !scope.onlyShown) return false;
    const folder = folderOf(nearest.uri);
    const isGoverned = (uri: string): boolean => isWithin(uri, folder) && declarations.scopeOf(uri) === scope;
    return isShort(scope, spared.neededWhere(isGoverned), written.names());
  };

  const answer = (scope: Scope): Answer => {
    const revision = spared.revision();
    const known = answers.get(scope);
    if (known?.revision === revision) return known;
    const isShort = judge(scope);
    const isMixed = known !== undefined && (known.isMixed || known.isShort !== isShort);
    const now = { isShort, revision, isMixed };
    answers.set(scope, now);
    return now;
  };

  return {
    isShort: (scope) => answer(scope).isShort,
    update: () => {
      if (![...answers.keys()].some((scope) => answer(scope).isMixed)) return;
      answers.clear();
      listeners.tell(null);
    },
    onDidChange: listeners.add,
  };
}

interface Answer {
  readonly isShort: boolean;
  /** Of what the code said by then. */
  readonly revision: number;
  /** Whether somebody was given another answer since all were told. */
  readonly isMixed: boolean;
}
