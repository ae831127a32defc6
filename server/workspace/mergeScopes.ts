import type { GoverningDeclaration, KnownHere, Scope } from "../analysis/knowledge";
import type { Manifest } from "./declarations";
import { folderOf } from "./uris";

/** The manifests that govern a file, nearest first, read into one. */
export function mergeScopes(manifests: readonly Manifest[]): Scope {
  const declared = new Map<string, GoverningDeclaration>();
  const known = new Map<string, KnownHere>();
  for (const { uri, label, inForce } of manifests) {
    const place = { manifest: uri, manifestLabel: label };
    for (const declaration of inForce.declarations) {
      const before = declared.get(declaration.name);
      const next = { ...declaration, ...place };
      if (before === undefined || saysMore(next, before)) declared.set(declaration.name, next);
    }
    for (const { name, kind } of inForce.known) if (!known.has(name)) known.set(name, { kind, ...place });
  }
  return {
    manifests: manifests.filter(({ inForce }) => inForce.governs).map(({ uri, label }) => ({ uri, label })),
    lists: manifests.filter(({ inForce }) => !inForce.governs).map(({ uri, label }) => ({ uri, label })),
    declared,
    known,
    patterns: manifests.flatMap(({ inForce }) => inForce.patterns),
  };
}

/**
 * Manifests of one folder stand beside each other (`.env.dev.example`, `.env.prod.example`): what is said outright counts before
 * what is inferred, and a name that one of them does without is optional.
 */
function saysMore(next: GoverningDeclaration, before: GoverningDeclaration): boolean {
  if (folderOf(next.manifest) !== folderOf(before.manifest)) return false;
  if (next.explicit !== before.explicit) return next.explicit;
  return !next.explicit && before.required && !next.required;
}
