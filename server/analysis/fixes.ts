import type { Problem } from "./problem";

/** A way out of a problem. */
export type Fix =
  | { readonly kind: "set"; readonly name: string }
  | DeclareFix
  | { readonly kind: "replace"; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: "remove"; readonly name: string; readonly start: number };

/** Adds a name to a manifest: as what the project needs, or to a list of what may come from outside. */
export interface DeclareFix {
  readonly kind: "declare";
  readonly name: string;
  readonly as: "required" | "optional" | "listed";
  /** URI of the manifest. */
  readonly manifest: string;
}

/** Where a declaration may go, by URI, nearest first. */
export interface DeclarationTargets {
  /** Manifests that say what is needed. */
  readonly manifests: readonly string[];
  /** Manifests that only list. */
  readonly lists: readonly string[];
}

/** What can be done about a problem, the likeliest first. */
export function fixesFor(problem: Problem, targets: DeclarationTargets): readonly Fix[] {
  switch (problem.code) {
    case "missing":
    case "other-environment":
    case "missing-optional":
    case "preflight":
      return [{ kind: "set", name: problem.name }];
    case "undeclared":
    case "near-miss":
    case "wrong-case":
    case "stored-but-undeclared":
      return [...didYouMean(problem), ...declare(problem.name, targets)];
    case "invalid-name":
      return didYouMean(problem);
    case "unavailable-secret":
      return [...didYouMean(problem), { kind: "set", name: problem.name }];
    case "duplicate-declaration":
    case "unused":
      return [{ kind: "remove", name: problem.name, start: problem.start }];
    case "invalid-manifest":
    case "conflicting-manifests":
    case "vague-name":
    case "reserved-name":
    case "managed-name":
    case "public-prefix":
      return [];
  }
}

function didYouMean({ start, end, near }: Problem): readonly Fix[] {
  return near === undefined ? [] : [{ kind: "replace", start, end, name: near }];
}

function declare(name: string, { manifests, lists }: DeclarationTargets): readonly Fix[] {
  const kind = "declare";
  return [
    ...manifests.flatMap((manifest) =>
      (["required", "optional"] as const).map((as) => ({ kind, name, as, manifest }) as const),
    ),
    ...lists.map((manifest) => ({ kind, name, as: "listed", manifest }) as const),
  ];
}
