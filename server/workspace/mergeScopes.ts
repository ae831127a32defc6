import { TextDocument } from "vscode-languageserver-textdocument";
import type { DeclaredPlace, GoverningDeclaration, KnownHere, Scope } from "../analysis/knowledge";
import { namesKeptLocally } from "../analysis/localValues";
import type { Manifest } from "./declarations";
import { folderOf } from "./uris";

/** The manifests that govern a file, nearest first, read into one. What those of `users` have is known, but asked of nobody here. */
export function mergeScopes(manifests: readonly Manifest[], users: readonly Manifest[] = []): Scope {
  const declared = new Map<string, GoverningDeclaration>();
  const known = new Map<string, KnownHere>();
  for (const { uri, label, inForce } of manifests) {
    const place = { manifest: uri, manifestLabel: label };
    const keptLocally = namesKeptLocally(inForce);
    for (const declaration of inForce.declarations) {
      if (isGivenNearer(known.get(declaration.name), uri)) continue;
      const before = declared.get(declaration.name);
      const next = { ...declaration, ...place, keptLocally };
      const counts = before === undefined || saysMore(next, before) ? next : before;
      // What two require for different stages is needed in any.
      const isInAny = before?.required === true && next.required && before.stage !== next.stage;
      declared.set(declaration.name, isInAny ? { ...counts, stage: undefined } : counts);
    }
    for (const { name, kind } of inForce.known) if (!known.has(name)) known.set(name, { kind, ...place });
  }
  for (const { uri, label, inForce } of users)
    for (const { name } of [...inForce.declarations, ...inForce.known])
      if (!declared.has(name) && !known.has(name))
        known.set(name, { kind: "listed", manifest: uri, manifestLabel: label });
  const governing = manifests.filter(({ inForce }) => inForce.governs);
  return {
    onlyShown: governing.length > 0 && governing.every(({ inForce }) => inForce.shows === true),
    manifests: governing.map(({ uri, label }) => ({ uri, label })),
    lists: manifests.filter(({ inForce }) => !inForce.governs).map(({ uri, label }) => ({ uri, label })),
    declared,
    known,
    patterns: manifests.flatMap(({ inForce }) => inForce.patterns),
    repeated: repeatedIn(manifests.filter(({ uri }) => folderOf(uri) === folderOf(manifests[0]?.uri ?? ""))),
  };
}

/** What has its value in a nearer folder need not be stored for it, whatever is said further up. */
function isGivenNearer(known: KnownHere | undefined, uri: string): boolean {
  return known?.kind === "given" && folderOf(known.manifest) !== folderOf(uri);
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

function repeatedIn(manifests: readonly Manifest[]): ReadonlyMap<string, readonly DeclaredPlace[]> {
  const places = new Map<string, (() => DeclaredPlace)[]>();
  for (const { uri, label, text, reading } of manifests) {
    let document: TextDocument | undefined;
    for (const declaration of [...reading.declarations, ...reading.known]) {
      const { start, end } = declaration.nameSpan;
      const place = (): DeclaredPlace => {
        document ??= TextDocument.create(uri, "", 0, text);
        return { uri, label, declaration, range: { start: document.positionAt(start), end: document.positionAt(end) } };
      };
      const known = places.get(declaration.name);
      if (known === undefined) places.set(declaration.name, [place]);
      else known.push(place);
    }
  }
  const repeated = [...places].filter(([, each]) => each.length > 1);
  return new Map(repeated.map(([name, each]) => [name, each.map((place) => place())]));
}
