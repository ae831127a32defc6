import { isDoneWithout } from "../analysis/doneWithout";
import { isLenient, isWorkflow } from "../analysis/leniency";
import { withoutRepeats } from "../analysis/rules/schemaKeys";
import { isBorrowing } from "../analysis/rules/undeclared";
import { detached } from "../detached";
import { languageOf } from "../languages/index";
import { createListeners } from "../listeners";
import type { Folders } from "./folders";
import type { Use } from "./referenceIndex";
import { relativePath } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";

/** The names that the code uses, and that it does without wherever it does: each use has a fallback or a guard. */
export interface SparedNames {
  /** Whether a name is one of them, as far as the files have been looked into. */
  readonly has: (name: string) => boolean;
  /** Called when files have been looked into: tells who listens when there is another answer than somebody was given. */
  readonly update: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

/** What spared names are found with. */
export interface SparedSources {
  readonly references: WorkspaceReferences;
  readonly folders: Folders;
}

/** Knows of none yet. What tests and examples do does not count, nor what GitHub runs, which has its secrets from there. */
export function createSparedNames({ references, folders }: SparedSources): SparedNames {
  const listeners = createListeners<null>();
  const changed = new Set<string>();
  const byFile = new Map<string, readonly Read[]>();
  const counts = new Map<string, { reads: number; needs: number }>();
  /** What was answered since somebody was told; `both` where it has become another answer meanwhile. */
  const answers = new Map<string, boolean | "both">();

  references.onDidChange((uri) => {
    changed.add(uri);
  });

  const isOurs = (uri: string): boolean => {
    const folder = folders.of(uri);
    if (folder === undefined) return false;
    const path = relativePath(uri, folder);
    return !isLenient(path) && !isWorkflow(path);
  };

  const count = (reads: readonly Read[], by: 1 | -1): void => {
    for (const { name, optional } of reads) {
      const known = counts.get(name) ?? { reads: 0, needs: 0 };
      known.reads += by;
      if (!optional) known.needs += by;
      counts.set(name, known);
    }
  };

  const takeIn = (): void => {
    for (const uri of changed) {
      count(byFile.get(uri) ?? [], -1);
      const reads = isOurs(uri) ? readsIn(references.usesIn(uri), isBorrowing(languageOf("", uri)?.id ?? "")) : [];
      count(reads, 1);
      if (reads.length === 0) byFile.delete(uri);
      else byFile.set(uri, reads);
    }
    changed.clear();
  };

  const isSpared = (name: string): boolean => {
    const { reads, needs } = counts.get(name) ?? { reads: 0, needs: 0 };
    return isDoneWithout(name) || (reads > 0 && needs === 0);
  };

  return {
    has: (name) => {
      takeIn();
      const answer = isSpared(name);
      const before = answers.get(name) ?? answer;
      answers.set(detached(name), before === answer ? answer : "both");
      return answer;
    },
    update: () => {
      takeIn();
      if ([...answers].every(([name, answer]) => isSpared(name) === answer)) return;
      answers.clear();
      listeners.tell(null);
    },
    onDidChange: listeners.add,
  };
}

type Read = Pick<Use, "name" | "optional">;

/** What passes names on, such as a script or a deployment, may need one; that it does without says nothing of the program behind it. */
function readsIn(uses: readonly Use[], isPassingOn: boolean): readonly Read[] {
  const reads = uses.filter(
    ({ kind, form, optional }) => kind === "read" && form === "accessor" && !(isPassingOn && optional),
  );
  return withoutRepeats(reads).map(({ name, optional }) => ({ name, optional }));
}
