import type { JobSecret, Reference, ReferenceForm, ReferenceKind } from "../languages/reference";
import { detached } from "../detached";
import type { PlacedReference } from "./fileReferences";

/** Where and how a name is used: zero-based line, UTF-16 column and length. */
export interface Use {
  readonly uri: string;
  readonly name: string;
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly kind: ReferenceKind;
  readonly form: ReferenceForm;
  readonly optional: boolean;
  readonly via: Reference["via"];
  /** A comment in the file says not to report it. */
  readonly silenced: boolean;
  readonly instead: boolean;
  readonly gives: boolean;
  readonly job?: JobSecret;
}

/** The uses of names in all files, by file and by name. Names and places only, never texts. URIs are normalized. */
export interface ReferenceIndex {
  readonly set: (uri: string, references: readonly PlacedReference[]) => void;
  readonly has: (uri: string) => boolean;
  readonly delete: (uri: string) => void;
  readonly files: () => Iterable<string>;
  readonly usesIn: (uri: string) => readonly Use[];
  readonly usesOf: (name: string) => readonly Use[];
  /** Each name that some file uses at the moment, with the first place that has it. */
  readonly firstUses: () => readonly Use[];
  /** The names that some file uses at the moment. */
  readonly usedNames: () => ReadonlySet<string>;
  /** Each file with its packed uses, for the cache on disk. */
  readonly packed: () => Iterable<readonly [uri: string, uses: PackedUses]>;
  readonly setPacked: (uri: string, uses: PackedUses) => void;
  /** The number that stands for a name in packed uses. */
  readonly idOf: (name: string) => number;
  readonly names: () => readonly string[];
}

/**
 * The uses of one file, four small integers each: name, line, column, and the rest in one. That is 32 bytes a use; a file
 * without any shares one empty list with all the others.
 */
export type PackedUses = readonly number[];

const fieldsPerUse = 4;
const none: PackedUses = [];
const kinds: readonly ReferenceKind[] = ["read", "write", "delete", "exists", "inline"];
const forms: readonly ReferenceForm[] = ["accessor", "angle", "tag"];
const ways: readonly Reference["via"][] = ["direct", "alias", "wrapper", "schema"];

/** An index that knows no file yet. */
export function createReferenceIndex(): ReferenceIndex {
  const byFile = new Map<string, PackedUses>();
  const names: string[] = [];
  const ids = new Map<string, number>();

  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const own = detached(name);
    ids.set(own, names.length);
    return names.push(own) - 1;
  };
  const jobIn = (rest: number): Pick<Use, "job"> => {
    const job = rest >> jobShift;
    if (job === noJob) return {};
    return { job: { environment: job === unknownJob ? undefined : names[job - firstEnvironment] } };
  };
  const unpack = (uri: string, uses: PackedUses, wanted?: number): Use[] => {
    const found: Use[] = [];
    for (let at = 0; at < uses.length; at += fieldsPerUse) {
      if (wanted !== undefined && uses[at] !== wanted) continue;
      found.push({ ...useAt(uses, at, uri, names[uses[at] ?? 0] ?? ""), ...jobIn(uses[at + 3] ?? 0) });
    }
    return found;
  };

  return {
    set: (uri, references) => {
      byFile.set(uri, references.length === 0 ? none : references.flatMap((reference) => pack(reference, idOf)));
    },
    has: (uri) => byFile.has(uri),
    delete: (uri) => {
      byFile.delete(uri);
    },
    files: () => byFile.keys(),
    usesIn: (uri) => unpack(uri, byFile.get(uri) ?? none),
    usesOf: (name) => {
      const id = ids.get(name);
      return id === undefined ? [] : [...byFile].flatMap(([uri, uses]) => unpack(uri, uses, id));
    },
    firstUses: () => {
      const first = new Map<number, Use>();
      for (const [uri, uses] of byFile)
        for (let at = 0; at < uses.length; at += fieldsPerUse) {
          const id = uses[at] ?? 0;
          if (!first.has(id)) first.set(id, useAt(uses, at, uri, names[id] ?? ""));
        }
      return [...first].sort(([a], [b]) => a - b).map(([, use]) => use);
    },
    usedNames: () => {
      const used = new Set<number>();
      for (const uses of byFile.values())
        for (let at = 0; at < uses.length; at += fieldsPerUse) used.add(uses[at] ?? 0);
      return new Set([...used].map((id) => names[id] ?? ""));
    },
    packed: () => byFile,
    setPacked: (uri, uses) => {
      byFile.set(uri, uses.length === 0 ? none : uses);
    },
    idOf,
    names: () => names,
  };
}

function pack(reference: PlacedReference, idOf: (name: string) => number): number[] {
  const { name, line, character, kind, form, optional, via, silenced, instead, gives } = reference;
  const what = kinds.indexOf(kind) | (forms.indexOf(form) << 3) | (ways.indexOf(via) << 7);
  const flags = what | (optional ? 32 : 0) | (silenced === true ? 64 : 0) | (instead === true ? 512 : 0);
  return [idOf(name), line, character, flags | (gives === true ? 1024 : 0) | (packJob(reference, idOf) << jobShift)];
}

/** Where the number begins that stands for the environment of a job, which is kept among the names. */
const jobShift = 11;
/** No secret of a job; one of a job whose environment nobody can tell; and above these, the environments. */
const noJob = 0;
const unknownJob = 1;
const firstEnvironment = 2;

function packJob({ job }: PlacedReference, idOf: (name: string) => number): number {
  if (job === undefined) return noJob;
  return job.environment === undefined ? unknownJob : idOf(job.environment) + firstEnvironment;
}

/** The uses as they are where `ids` stand for the names instead. */
export function withIds(uses: PackedUses, ids: readonly number[]): PackedUses {
  return uses.map((value, at) => {
    if (at % fieldsPerUse === 0) return ids[value] ?? 0;
    const job = value >> jobShift;
    if (at % fieldsPerUse !== fieldsPerUse - 1 || job < firstEnvironment) return value;
    const environment = (ids[job - firstEnvironment] ?? 0) + firstEnvironment;
    return (value & ((1 << jobShift) - 1)) | (environment << jobShift);
  });
}

function useAt(uses: PackedUses, at: number, uri: string, name: string): Use {
  const rest = uses[at + 3] ?? 0;
  return {
    uri,
    name,
    line: uses[at + 1] ?? 0,
    character: uses[at + 2] ?? 0,
    length: name.length,
    kind: kinds[rest & 7] ?? "read",
    form: forms[(rest >> 3) & 3] ?? "accessor",
    optional: (rest & 32) !== 0,
    silenced: (rest & 64) !== 0,
    instead: (rest & 512) !== 0,
    gives: (rest & 1024) !== 0,
    via: ways[(rest >> 7) & 3] ?? "direct",
  };
}
