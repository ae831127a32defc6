import { withoutFillIns } from "../analysis/fillIns";
import { isDoneWithout, isLeftNull } from "../analysis/doneWithout";
import { isLenient, isOffering, isWorkflow } from "../analysis/leniency";
import { isNeededByLibraries } from "../analysis/neededByLibraries";
import type { Need } from "../analysis/rules/rule";
import { withoutRepeats } from "../analysis/rules/schemaKeys";
import { isBorrowing } from "../analysis/rules/undeclared";
import { detached } from "../detached";
import { languageOf } from "../languages/index";
import { createListeners } from "../listeners";
import type { Folders } from "./folders";
import type { Use } from "./referenceIndex";
import { relativePath } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";
import type { WrittenNames } from "./writtenNames";

/** What the code says of a name that an example only shows. */
export interface SparedNames {
  /** Asks for what is not known yet, see {@link WrittenNames.areKnown}. */
  readonly needOf: (name: string) => Need;
  /** Whether the code does without it, as far as the files have been looked into. */
  readonly isSpared: (name: string) => boolean;
  /** The names without which code of such files fails, each as often as it is come upon, as of the last revision. */
  readonly neededWhere: (isMeant: (uri: string) => boolean) => Iterable<string>;
  /** Takes in what is new; another number whenever that may have changed what the code says. */
  readonly revision: () => number;
  /** Called when files have been looked into: tells who listens when there is another answer than somebody was given. */
  readonly update: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

/** What spared names are found with. */
export interface SparedSources {
  readonly references: WorkspaceReferences;
  readonly folders: Folders;
  readonly written: WrittenNames;
}

/** Knows of none yet. What tests and examples do does not count, nor what GitHub runs, which has its secrets from there. */
export function createSparedNames({ references, folders, written }: SparedSources): SparedNames {
  const listeners = createListeners<null>();
  const changed = new Set<string>();
  /** Whether there is something that was not taken in. */
  let isNews = false;
  let revision = 0;
  const byFile = new Map<string, readonly Read[]>();
  const counts = new Map<string, Counts>();
  /** What was answered since somebody was told; `both` where it has become another answer meanwhile. */
  const answers = new Map<string, Need | "both">();

  references.onDidChange((uri) => {
    changed.add(uri);
    isNews = true;
  });

  const readsOf = (uri: string): readonly Read[] => {
    const folder = folders.of(uri);
    const path = folder === undefined ? undefined : relativePath(uri, folder);
    if (path === undefined || isLenient(path) || isWorkflow(path)) return [];
    return readsIn(withoutFillIns(references.usesIn(uri), path), {
      language: languageOf("", uri)?.id ?? "",
      offering: isOffering(path),
    });
  };

  const count = (reads: readonly Read[], by: 1 | -1): void => {
    for (const { name, says } of reads) {
      const known = counts.get(name) ?? { needed: 0, spared: 0, passed: 0 };
      known[says] += by;
      counts.set(name, known);
    }
  };

  /** What a file said holds until it has been looked into again. */
  const takeIn = (): void => {
    isNews = false;
    for (const uri of changed) {
      if (references.isStale(uri)) continue;
      changed.delete(uri);
      revision++;
      count(byFile.get(uri) ?? [], -1);
      const reads = readsOf(uri);
      count(reads, 1);
      if (reads.length === 0) byFile.delete(uri);
      else byFile.set(uri, reads);
    }
  };

  /** No other file can say otherwise. */
  const isCertain = (name: string): boolean => isDoneWithout(name) || (counts.get(name)?.needed ?? 0) > 0;

  const needOf = (name: string): Exclude<Need, "unknown"> => {
    const { needed, spared, passed } = counts.get(name) ?? { needed: 0, spared: 0, passed: 0 };
    if (isDoneWithout(name)) return "spared";
    if (needed > 0) return "needed";
    if (spared > 0) return "spared";
    return passed > 0 || isNeededByLibraries(name) || references.isPartial() ? "needed" : "unread";
  };

  const answer = (name: string): Exclude<Need, "unknown"> => {
    if (isNews) takeIn();
    const now = needOf(name);
    const before = answers.get(name) ?? now;
    answers.set(detached(name), before === now ? now : "both");
    return now;
  };

  return {
    needOf: (name) => {
      const now = answer(name);
      return isCertain(name) || written.areKnown() ? now : "unknown";
    },
    isSpared: (name) => answer(name) === "spared",
    neededWhere: function* (isMeant) {
      for (const [uri, reads] of byFile)
        if (isMeant(uri)) for (const { name, says } of reads) if (says === "needed") yield name;
    },
    revision: () => {
      if (isNews) takeIn();
      return revision;
    },
    update: () => {
      takeIn();
      if ([...answers].every(([name, answer]) => needOf(name) === answer)) return;
      answers.clear();
      listeners.tell(null);
    },
    onDidChange: listeners.add,
  };
}

/** What a file says of a name; `passed` counts only where no code that reads the name knows better. */
interface Read {
  readonly name: string;
  readonly says: keyof Counts;
}

interface Counts {
  needed: number;
  spared: number;
  passed: number;
}

function readsIn(
  uses: readonly Use[],
  file: { readonly language: string; readonly offering: boolean },
): readonly Read[] {
  return withoutRepeats(uses).flatMap((use) => {
    const says = saidBy(use, file);
    return says === undefined ? [] : [{ name: use.name, says }];
  });
}

/**
 * What passes names on, such as a script or a deployment, or has them in a text, may need one; that it does without says nothing of the
 * program behind it. Nor does it tell what the program needs that a name is read where another is not set.
 */
function saidBy(use: Use, file: { readonly language: string; readonly offering: boolean }): keyof Counts | undefined {
  const { kind, optional, instead } = use;
  if (kind !== "read") return kind === "inline" ? "passed" : undefined;
  if (isBorrowing(file.language)) return optional ? undefined : "passed";
  if (optional || isLeftNull(use, file)) return "spared";
  return instead ? undefined : "needed";
}
