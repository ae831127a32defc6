import { isDoneWithout, isLeftNull } from "../analysis/doneWithout";
import { isLenient, isOffering, isWorkflow } from "../analysis/leniency";
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

/** What the code says of a name that an example only shows. */
export interface SparedNames {
  /** As far as the files have been looked into. */
  readonly needOf: (name: string) => Need;
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
  const counts = new Map<string, Counts>();
  /** What was answered since somebody was told; `both` where it has become another answer meanwhile. */
  const answers = new Map<string, Need | "both">();

  references.onDidChange((uri) => {
    changed.add(uri);
  });

  const readsOf = (uri: string): readonly Read[] => {
    const folder = folders.of(uri);
    const path = folder === undefined ? undefined : relativePath(uri, folder);
    if (path === undefined || isLenient(path) || isWorkflow(path)) return [];
    return readsIn(references.usesIn(uri), { language: languageOf("", uri)?.id ?? "", offering: isOffering(path) });
  };

  const count = (reads: readonly Read[], by: 1 | -1): void => {
    for (const { name, kind, optional } of reads) {
      const known = counts.get(name) ?? { reads: 0, needs: 0, inline: 0 };
      known[kind === "inline" ? "inline" : "reads"] += by;
      if (kind === "read" && !optional) known.needs += by;
      counts.set(name, known);
    }
  };

  const takeIn = (): void => {
    for (const uri of changed) {
      count(byFile.get(uri) ?? [], -1);
      const reads = readsOf(uri);
      count(reads, 1);
      if (reads.length === 0) byFile.delete(uri);
      else byFile.set(uri, reads);
    }
    changed.clear();
  };

  const needOf = (name: string): Need => {
    const { reads, needs, inline } = counts.get(name) ?? { reads: 0, needs: 0, inline: 0 };
    if (isDoneWithout(name)) return "spared";
    if (needs > 0) return "needed";
    if (reads > 0) return "spared";
    return inline > 0 ? "needed" : "unread";
  };

  return {
    needOf: (name) => {
      takeIn();
      const answer = needOf(name);
      const before = answers.get(name) ?? answer;
      answers.set(detached(name), before === answer ? answer : "both");
      return answer;
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

type Read = Pick<Use, "name" | "kind" | "optional">;

/** In how many places a name is read, and needed, and how often it stands in a text for its value. */
interface Counts {
  reads: number;
  needs: number;
  inline: number;
}

/**
 * What passes names on, such as a script or a deployment, may need one; that it does without says nothing of the program behind it.
 * Nor does it tell what the program needs that a name is read where another is not set.
 */
function readsIn(
  uses: readonly Use[],
  file: { readonly language: string; readonly offering: boolean },
): readonly Read[] {
  const isPassingOn = isBorrowing(file.language);
  const reads = uses.filter(({ kind, optional, instead }) => {
    const saysNothing = optional ? isPassingOn : instead;
    return kind === "inline" || (kind === "read" && !saysNothing);
  });
  return withoutRepeats(reads).map(({ name, kind, optional }) => {
    return { name, kind, optional: optional || isLeftNull(name, file) };
  });
}
