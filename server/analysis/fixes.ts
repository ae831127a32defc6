import type { Problem } from "./problem";

/** A way out of a problem. */
export type Fix =
  | { readonly kind: "set"; readonly name: string }
  | { readonly kind: "declare"; readonly name: string; readonly required: boolean; readonly manifest: string }
  | { readonly kind: "replace"; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: "remove"; readonly name: string; readonly start: number };

/** What can be done about a problem, the likeliest first. `manifests` are those that a declaration may go to, nearest first. */
export function fixesFor(problem: Problem, manifests: readonly string[]): readonly Fix[] {
  switch (problem.code) {
    case "missing":
    case "other-environment":
    case "missing-optional":
      return [{ kind: "set", name: problem.name }];
    case "undeclared":
    case "near-miss":
    case "wrong-case":
    case "stored-but-undeclared":
      return [...didYouMean(problem), ...manifests.flatMap((manifest) => declare(problem.name, manifest))];
    case "invalid-name":
      return didYouMean(problem);
    case "duplicate-declaration":
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

function declare(name: string, manifest: string): readonly Fix[] {
  return [true, false].map((required) => ({ kind: "declare", name, required, manifest }));
}
