import type { Secret } from "../../shared/secret";
import type { Fields } from "./fields";
import { countOf, fieldsOf, flagOf, isComplete, listOf, textOf, textsOf, timestampOf } from "./fields";
import { secretRow } from "./rows";

/** What a folder holds. */
export interface Listed {
  readonly names: readonly string[];
  readonly folders: readonly string[];
}

/** A folder as LIST tells it; `noRoute` where the server knows no such path at all. */
export type Listing = ({ readonly kind: "listed" } & Listed) | { readonly kind: "empty" | "noRoute" };

/** The answer to LIST. An empty folder is answered with 404 and no error, or, where a warning stands in it, with no keys. */
export function parseListing(answer: unknown): Listing | undefined {
  const keys = keysIn(answer);
  if (keys === undefined || typeof keys === "string") return keys === undefined ? undefined : { kind: keys };
  const folders = keys.filter(isFolder).map((key) => key.slice(0, -1));
  return { kind: "listed", names: keys.filter((key) => !isFolder(key)), folders };
}

function keysIn(answer: unknown): readonly string[] | "empty" | "noRoute" | undefined {
  const fields = fieldsOf(answer);
  const errors = fields?.["errors"];
  if (Array.isArray(errors)) return errors.length === 0 ? "empty" : "noRoute";
  const data = fieldsOf(fields?.["data"]);
  if (data !== undefined && !("keys" in data) && Array.isArray(fields?.["warnings"])) return "empty";
  const keys = textsOf(data, "keys");
  return keys?.every((key) => /^[^/]/.test(key)) === true ? keys : undefined;
}

/** Folders end in a slash, and nothing else does. */
function isFolder(key: string): boolean {
  return key.endsWith("/");
}

/** What is known of one name in one folder. Nothing of a value is part of it. */
export interface Entry {
  /** The current version; 0 where there has never been a value. */
  readonly version: number;
  /** Whether the current version can be read by those who may: a deleted one cannot, though the name is still listed. */
  readonly isSet: boolean;
  readonly custom: Readonly<Record<string, string>>;
  /** OpenBao counts the versions of metadata, too. */
  readonly metadataVersion: number | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Where a name stands in one folder; `hidden` where its metadata may not be read, and `gone` where there is none. */
export type Sight = { readonly kind: "there"; readonly entry: Entry } | { readonly kind: "gone" | "hidden" };

/** The metadata of a name, as GET tells it; gone where there is none. */
export function parseMetadata(answer: unknown, now: Date): Sight | undefined {
  const sight = there(parseEntry(fieldsOf(fieldsOf(answer)?.["data"]), now));
  return sight ?? (keysIn(answer) === "empty" ? { kind: "gone" } : undefined);
}

function there(entry: Entry | undefined): Sight | undefined {
  return entry === undefined ? undefined : { kind: "there", entry };
}

function parseEntry(data: Fields, now: Date): Entry | undefined {
  const version = countOf(data, "current_version");
  if (version === undefined) return undefined;
  const isSet = version > 0 ? isReadable(fieldsOf(fieldsOf(data?.["versions"])?.[String(version)]), now) : false;
  const times = {
    createdAt: timestampOf(textOf(data, "created_time", "")),
    updatedAt: timestampOf(textOf(data, "updated_time", "")),
  };
  if (isSet === undefined || !isComplete(times)) return undefined;
  const custom = textsByKey(fieldsOf(data?.["custom_metadata"]));
  return { version, isSet, custom, metadataVersion: countOf(data, "current_metadata_version"), ...times };
}

/** A version may be deleted, destroyed, or deleted only at a time to come. */
function isReadable(version: Fields, now: Date): boolean | undefined {
  const deletion = textOf(version, "deletion_time", "");
  const destroyed = flagOf(version, "destroyed", false);
  if (version === undefined || deletion === undefined || destroyed === undefined) return undefined;
  return !destroyed && (deletion === "" || new Date(deletion).getTime() > now.getTime());
}

function textsByKey(fields: Fields): Readonly<Record<string, string>> {
  const texts = Object.entries(fields ?? {}).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : []));
  return Object.fromEntries(texts) as Readonly<Record<string, string>>;
}

/** A page of OpenBao's listing with metadata. */
export interface DetailedPage {
  readonly keys: readonly string[];
  readonly sights: ReadonlyMap<string, Sight>;
}

/** OpenBao's answer to LIST at `detailed-metadata`; `noRoute` at a server that has none. */
export function parseDetailed(answer: unknown, now: Date): DetailedPage | "noRoute" | undefined {
  const keys = keysIn(answer);
  if (keys === "empty") return { keys: [], sights: new Map() };
  if (keys === undefined || keys === "noRoute") return keys;
  const infos = fieldsOf(fieldsOf(fieldsOf(answer)?.["data"])?.["key_info"]);
  const sights = new Map<string, Sight>();
  for (const key of keys.filter((one) => !isFolder(one))) {
    const info = fieldsOf(infos?.[key]);
    // A name that went while the server was listing has no metadata any more.
    const isGone = info !== undefined && !("current_version" in info);
    const sight = isGone ? ({ kind: "gone" } as const) : there(parseEntry(info, now));
    if (sight === undefined) return undefined;
    sights.set(key, sight);
  }
  return { keys, sights };
}

/** A place where secrets are kept; `version` is undefined where it is no KV store. */
export interface Mount {
  readonly path: string;
  readonly version: 1 | 2 | undefined;
}

/** The answer of `GET sys/internal/ui/mounts`: what the token may see anything of. */
export function parseMounts(answer: unknown): readonly Mount[] | undefined {
  const mounts = fieldsOf(fieldsOf(fieldsOf(answer)?.["data"])?.["secret"]);
  if (mounts === undefined) return undefined;
  return Object.entries(mounts)
    .filter(([path, mount]) => isFolder(path) && fieldsOf(mount) !== undefined)
    .map(([path, mount]) => ({ path: path.slice(0, -1), version: versionOf(fieldsOf(mount)) }));
}

function versionOf(mount: Fields): Mount["version"] {
  const type = textOf(mount, "type");
  if (type !== "kv" && type !== "generic") return undefined;
  return textOf(fieldsOf(mount?.["options"]), "version", "1") === "2" ? 2 : 1;
}

/** The answer of `POST sys/capabilities-self`: what the token may do at each path. */
export function parseCapabilities(answer: unknown): ReadonlyMap<string, readonly string[]> | undefined {
  const data = fieldsOf(fieldsOf(answer)?.["data"]);
  if (data === undefined) return undefined;
  return new Map(
    Object.keys(data).flatMap((path) => {
      const capabilities = listOf(data[path], (word) =>
        typeof word === "string" && /^[a-z]{1,20}$/.test(word) ? word : undefined,
      );
      return capabilities === undefined ? [] : [[path, capabilities]];
    }),
  );
}

/** Who a token belongs to, and how much longer it lasts, in seconds; 0 for ever. */
export interface TokenState {
  readonly name: string;
  readonly seconds: number;
  /** How long it lasted when it was made. */
  readonly outOf: number;
  readonly renewable: boolean;
}

/** The answer of `GET auth/token/lookup-self`. The token itself stands in it, too: it is dropped unread. */
export function parseToken(answer: unknown): TokenState | undefined {
  const data = fieldsOf(fieldsOf(answer)?.["data"]);
  const name = textOf(data, "display_name", "");
  if (data === undefined || name === undefined) return undefined;
  const [seconds = 0, outOf = 0] = [countOf(data, "ttl"), countOf(data, "creation_ttl")];
  return { name, seconds, outOf, renewable: flagOf(data, "renewable", false) ?? false };
}

/** Where folders begin that the token may list, by the answer of `GET sys/internal/ui/resultant-acl`. */
export function parseListable(answer: unknown): readonly string[] | undefined {
  const data = fieldsOf(fieldsOf(answer)?.["data"]);
  if (data === undefined) return undefined;
  const paths = [fieldsOf(data["exact_paths"]), fieldsOf(data["glob_paths"])];
  return paths.flatMap((rules) =>
    Object.entries(rules ?? {}).flatMap(([path, rule]) => {
      const capabilities = textsOf(fieldsOf(rule), "capabilities") ?? [];
      return capabilities.includes("list") ? [path] : [];
    }),
  );
}

/** What one name is known as in all folders that stand in for environments; undefined where it is set in none of them. */
export function rowOf(name: string, sights: ReadonlyMap<string, Sight>): Secret | undefined {
  const set = [...sights].filter(
    ([, sight]) => sight.kind === "hidden" || (sight.kind === "there" && sight.entry.isSet),
  );
  if (set.length === 0) return undefined;
  const entries = set.flatMap(([, sight]) => (sight.kind === "there" ? [sight.entry] : []));
  return secretRow({
    name,
    environments: set.map(([environment]) => environment),
    description: entries.map(descriptionOf).find((text) => text !== "") ?? "",
    createdAt: entries.map(({ createdAt }) => createdAt).sort()[0] ?? "",
    updatedAt:
      entries
        .map(({ updatedAt }) => updatedAt)
        .sort()
        .at(-1) ?? "",
    etag: JSON.stringify(
      Object.fromEntries(set.map(([id, sight]) => [id, sight.kind === "there" ? sight.entry.version : null])),
    ),
  });
}

/** The description of a name, which stands among the metadata that users can choose. */
export function descriptionOf({ custom }: Entry): string {
  return custom["description"] ?? "";
}

/** The versions that a user looked at, by environment; null where none is known. Undefined where the etag says nothing. */
export function versionsIn(etag: string): ReadonlyMap<string, number | null> | undefined {
  if (etag === "") return undefined;
  try {
    const versions = fieldsOf(JSON.parse(etag)) ?? {};
    return new Map(Object.entries(versions).map(([id, version]) => [id, typeof version === "number" ? version : null]));
  } catch {
    return undefined;
  }
}
