/** An answer of the fake; no body is no content. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The KV stores of a fake Vault: names, versions and what is said of them, and nothing of a value. */
export interface VaultStore {
  /**
   * OpenBao lists with metadata and counts versions of it. Before Vault 1.9 nothing can be patched, and a description is
   * answered with 204 and forgotten.
   */
  readonly flavour: "vault" | "openBao" | "older";
  readonly mounts: ReadonlyMap<string, { readonly type: string; readonly version: 1 | 2 | undefined }>;
  readonly add: (path: string, description?: string, custom?: Readonly<Record<string, string>>) => void;
  /** Deletes the current version, as `vault kv delete` does: the name is still listed. */
  readonly deleteSoftly: (path: string, when?: string) => void;
  /** Somebody else writes a new version. */
  readonly touch: (path: string) => void;
  readonly versionOf: (path: string) => number;
  readonly customOf: (path: string) => Readonly<Record<string, string>> | undefined;
  /** Which fields the current version has: a patch adds to them, a write begins anew. */
  readonly fieldsOf: (path: string) => readonly string[];
  readonly names: (mount: string) => ReadonlyMap<string, readonly string[]>;
  /** What a policy has to allow for this. */
  readonly capabilityFor: (operation: string, path: string) => string;
  readonly answer: (request: StoreCall) => Answer;
}

interface StoreCall {
  readonly operation: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Version {
  deletedAt: string;
  readonly fields: readonly string[];
}

interface Entry {
  readonly versions: Version[];
  custom: Readonly<Record<string, string>> | null;
  metadataVersion: number;
}

/** A refusal in Vault's words. */
export function refusal(status: number, ...errors: readonly string[]): Answer {
  return { status, body: { errors } };
}

const createdAt = "2026-01-01T00:00:00.123456789Z";

/** Mounts of every kind, with no names in them. */
export function createVaultStore(flavour: VaultStore["flavour"]): VaultStore {
  const entries = new Map<string, Entry>();
  const mounts: VaultStore["mounts"] = new Map([
    ["secret", { type: "kv", version: 2 }],
    ["old", { type: "kv", version: 1 }],
    ["team/kv", { type: "kv", version: 2 }],
    ["transit", { type: "transit", version: undefined }],
  ]);
  const entryAt = (path: string): Entry => {
    const entry = entries.get(path) ?? { versions: [], custom: null, metadataVersion: 0 };
    entries.set(path, entry);
    return entry;
  };
  const store: VaultStore = {
    flavour,
    mounts,
    add: (path, description, custom = {}) => {
      const entry = entryAt(path);
      entry.versions.push({ deletedAt: "", fields: ["value"] });
      const given = { ...custom, ...(description === undefined ? {} : { description }) };
      entry.custom = Object.keys(given).length === 0 ? null : given;
    },
    deleteSoftly: (path, when = "2026-01-02T00:00:00Z") => {
      const version = entries.get(path)?.versions.at(-1);
      if (version !== undefined) version.deletedAt = when;
    },
    touch: (path) => entryAt(path).versions.push({ deletedAt: "", fields: ["value", "user"] }),
    versionOf: (path) => entries.get(path)?.versions.length ?? 0,
    customOf: (path) => entries.get(path)?.custom ?? undefined,
    fieldsOf: (path) => entries.get(path)?.versions.at(-1)?.fields ?? [],
    names: (mount) => namesOf(entries, mount),
    capabilityFor: (operation, path) => {
      const { key } = located(path, mounts) ?? { key: "" };
      if (operation === "post" || operation === "put") return entries.has(key) ? "update" : "create";
      return operation === "get" ? "read" : operation;
    },
    answer: (call) => answerOf(call, { store, entries, entryAt }),
  };
  return store;
}

interface Shelf {
  readonly store: VaultStore;
  readonly entries: Map<string, Entry>;
  readonly entryAt: (path: string) => Entry;
}

function namesOf(entries: ReadonlyMap<string, Entry>, mount: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [path, { versions }] of entries) {
    const [name = "", environment = "/"] = path
      .slice(mount.length + 1)
      .split("/")
      .reverse();
    if (!path.startsWith(`${mount}/`) || !isSet(versions)) continue;
    names.set(name, [...(names.get(name) ?? []), environment]);
  }
  return names;
}

function isSet(versions: readonly Version[]): boolean {
  const current = versions.at(-1);
  return current !== undefined && (current.deletedAt === "" || current.deletedAt > new Date().toISOString());
}

/** The mount that a path is in, what it asks of it, and the key of the name or folder. */
function located(path: string, mounts: VaultStore["mounts"]) {
  for (const [mount, { version }] of mounts) {
    if (!path.startsWith(`${mount}/`)) continue;
    const [, tree = "", rest = ""] = /^([^/]+)\/(.*)$/.exec(path.slice(mount.length + 1)) ?? [];
    return { version, tree, key: `${mount}/${rest}` };
  }
  return undefined;
}

function answerOf(call: StoreCall, shelf: Shelf): Answer {
  const place = located(call.path, shelf.store.mounts);
  if (place === undefined) return refusal(404, `no handler for route "${call.path}". route entry not found.`);
  // A store of version 1 knows no trees: there is nothing at such a path.
  if (place.version !== 2) return refusal(404);
  const { tree, key } = place;
  const route = `${call.operation} ${tree}`;
  if (call.operation === "patch" && shelf.store.flavour === "older")
    return refusal(405, "1 error occurred:\n\t* unsupported operation\n\n");
  switch (route) {
    case "list metadata":
      return list(key, call.query, shelf);
    case "list detailed-metadata":
      return shelf.store.flavour === "openBao" ? detailed(key, call.query, shelf) : unsupported;
    case "get metadata": {
      const entry = shelf.entries.get(key);
      return entry === undefined ? refusal(404) : ok(metadata(entry, shelf));
    }
    case "delete metadata":
      shelf.entries.delete(key);
      return noContent;
    case "post metadata":
      return describe(call.body, { entry: shelf.entryAt(key), isPatch: false }, shelf);
    case "patch metadata": {
      const entry = shelf.entries.get(key);
      return entry === undefined ? refusal(404) : describe(call.body, { entry, isPatch: true }, shelf);
    }
    case "post data":
    case "patch data":
      return write(key, call, shelf);
    default:
      return unsupported;
  }
}

const unsupported = refusal(404, "1 error occurred:\n\t* unsupported path\n\n");
const noContent: Answer = { status: 204, body: undefined };

function ok(data: unknown, warnings: readonly string[] | null = null): Answer {
  return { status: 200, body: { request_id: "r", lease_id: "", renewable: false, lease_duration: 0, data, warnings } };
}

/** Names and folders directly below, in order. */
function keysBelow(folder: string, { entries }: Shelf): readonly string[] {
  const keys = [...entries.keys()].flatMap((path) => {
    if (!path.startsWith(folder) || path === folder) return [];
    const [first = "", ...more] = path.slice(folder.length).split("/");
    return [more.length === 0 ? first : `${first}/`];
  });
  return [...new Set(keys)].sort();
}

function list(folder: string, query: URLSearchParams, shelf: Shelf): Answer {
  const excludes = shelf.store.flavour === "vault" && query.get("exclude_deleted") === "true";
  const keys = keysBelow(folder, shelf).filter(
    (key) => !excludes || key.endsWith("/") || isSet(shelf.entries.get(folder + key)?.versions ?? []),
  );
  return keys.length === 0 ? refusal(404) : ok({ keys });
}

function detailed(folder: string, query: URLSearchParams, shelf: Shelf): Answer {
  const after = query.get("after") ?? "";
  const limit = Number(query.get("limit") ?? 0);
  const rest = keysBelow(folder, shelf).filter((key) => key > after);
  const keys = limit > 0 ? rest.slice(0, limit) : rest;
  const infos = keys.map((key) => {
    const entry = shelf.entries.get(folder + key);
    return [key, entry === undefined ? {} : metadata(entry, shelf)] as const;
  });
  return keys.length === 0 ? refusal(404) : ok({ keys, key_info: Object.fromEntries(infos) });
}

function metadata({ versions, custom, metadataVersion }: Entry, { store }: Shelf): unknown {
  const told = versions.map(({ deletedAt }, index) => [
    String(index + 1),
    { created_time: createdAt, deletion_time: deletedAt, destroyed: false },
  ]);
  return {
    cas_required: false,
    created_time: createdAt,
    updated_time: createdAt,
    current_version: versions.length,
    ...(store.flavour === "openBao" ? { current_metadata_version: metadataVersion } : {}),
    ...(store.flavour === "older" ? {} : { custom_metadata: custom }),
    delete_version_after: "0s",
    max_versions: 0,
    oldest_version: 0,
    versions: Object.fromEntries(told) as unknown,
  };
}

function describe(
  body: StoreCall["body"],
  { entry, isPatch }: { readonly entry: Entry; readonly isPatch: boolean },
  { store }: Shelf,
): Answer {
  if (store.flavour === "older") return noContent;
  const cas = body["metadata_cas"];
  if (store.flavour === "openBao" && cas !== undefined && cas !== entry.metadataVersion)
    return refusal(400, "metadata check-and-set parameter does not match the current version");
  const given = Object.entries((body["custom_metadata"] ?? {}) as Readonly<Record<string, string | null>>);
  for (const [key, text] of given)
    if (text !== null && (text.length === 0 || text.length > 512))
      return refusal(
        400,
        `1 error occurred:\n\t* custom_metadata validation failed: length of value for key "${key}" is ${text.length} but must be 0 < len(value) <= 512\n\n`,
      );
  const merged = Object.fromEntries([...(isPatch ? Object.entries(entry.custom ?? {}) : []), ...given]);
  entry.custom = Object.fromEntries(
    Object.entries(merged).flatMap(([key, text]) => (text === null ? [] : [[key, text]])),
  );
  entry.metadataVersion++;
  return noContent;
}

function write(key: string, { operation, body }: StoreCall, shelf: Shelf): Answer {
  const before = shelf.entries.get(key);
  const data = body["data"] as Readonly<Record<string, unknown>> | undefined;
  if (data === undefined) return refusal(400, "no data provided");
  if (operation === "patch" && before === undefined) return refusal(404);
  const cas = (body["options"] as { readonly cas?: number } | undefined)?.cas;
  if (cas !== undefined && cas !== (before?.versions.length ?? 0))
    return refusal(400, "check-and-set parameter did not match the current version");
  if (operation === "patch" && !isSet(before?.versions ?? []))
    return { status: 404, body: { data: { data: null, metadata: { deletion_time: createdAt, destroyed: false } } } };
  const entry = shelf.entryAt(key);
  const kept = operation === "patch" ? (entry.versions.at(-1)?.fields ?? []) : [];
  entry.versions.push({ deletedAt: "", fields: [...new Set([...kept, ...Object.keys(data)])] });
  return ok({
    created_time: createdAt,
    custom_metadata: entry.custom,
    deletion_time: "",
    destroyed: false,
    version: entry.versions.length,
  });
}
