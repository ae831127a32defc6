import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "../shared/account";
import type { Environment, Secret } from "../shared/secret";
import { replaceFile } from "./replaceFile";

/** The names that an account had when all of them were listed last. Never a value: there is no field for one. */
export interface KeptNames {
  /** RFC 3339. */
  readonly checkedAt: string;
  readonly secrets: readonly Secret[];
  readonly environments: readonly Environment[];
}

/** Keeps names between runs, so that the editor knows them at once, and offline. */
export interface NameCache {
  readonly load: (account: Account) => Promise<KeptNames | undefined>;
  /** Keeps them; that this fails costs time at the next start, and nothing else. */
  readonly save: (account: Account, names: KeptNames) => Promise<void>;
  /** For somebody who signed out: of this account, and of all others that were used with the same sign-in. */
  readonly forget: (account: Account) => Promise<void>;
}

/** A cache that keeps nothing. */
export const noNameCache: NameCache = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

/** Changes with the shape of the file: what an older program wrote is asked for anew. */
const format = 1;

/** A cache with one file in `directory` for each remote account. The embedded store is at hand anyway. */
export function createNameCache(directory: string): NameCache {
  // A listing may end after its sign-in has, and must not bring the names back.
  const ended = new Set<string>();
  // One after the other, so that the last word stays.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = async (write: () => Promise<void>): Promise<void> => {
    const turn = queue.then(write).catch(() => undefined);
    queue = turn;
    await turn;
  };
  const pathFor = (account: Account): string =>
    join(directory, `${createHash("sha256").update(JSON.stringify(account)).digest("hex").slice(0, 32)}.json`);
  return {
    load: async (account) => {
      if (account.provider === "embedded") return undefined;
      const content = await readFile(pathFor(account), "utf8").catch(() => undefined);
      return content === undefined ? undefined : parse(content, account);
    },
    save: async (account, names) => {
      if (account.provider === "embedded") return;
      await inTurn(async () => {
        if (account.session !== undefined && ended.has(account.session)) return;
        await replaceFile(pathFor(account), JSON.stringify({ format, account, ...names }));
      });
    },
    forget: (account) =>
      inTurn(async () => {
        await rm(pathFor(account), { force: true });
        if (account.provider === "embedded" || account.session === undefined) return;
        ended.add(account.session);
        for (const name of await readdir(directory).catch(() => [])) {
          const path = join(directory, name);
          if (sessionIn(await readFile(path, "utf8").catch(() => "")) === account.session)
            await rm(path, { force: true });
        }
      }),
  };
}

/** The sign-in that the names of a file were listed with. */
function sessionIn(content: string): string | undefined {
  try {
    const { account } = JSON.parse(content) as { readonly account?: Account };
    return account === undefined || account.provider === "embedded" ? undefined : account.session;
  } catch {
    return undefined;
  }
}

/** What stands in the file, field by field, so that nothing else gets in by this way; undefined when it is not ours. */
function parse(content: string, account: Account): KeptNames | undefined {
  try {
    const kept = JSON.parse(content) as KeptNames & { readonly format: number; readonly account: Account };
    if (kept.format !== format || JSON.stringify(kept.account) !== JSON.stringify(account)) return undefined;
    if (Number.isNaN(Date.parse(kept.checkedAt))) return undefined;
    return {
      checkedAt: kept.checkedAt,
      secrets: kept.secrets.map(copySecret),
      environments: kept.environments.map(({ id, name }) => ({ id: text(id), name: text(name) })),
    };
  } catch {
    return undefined;
  }
}

function copySecret(secret: Secret): Secret {
  return {
    name: text(secret.name),
    description: text(secret.description),
    type: text(secret.type),
    visibility: secret.visibility === "restricted" ? "restricted" : "masked",
    managed: flag(secret.managed),
    hasDefault: flag(secret.hasDefault),
    environments: secret.environments.map(text),
    createdAt: text(secret.createdAt),
    updatedAt: text(secret.updatedAt),
    // A write must not be held to a version that old.
    etag: "",
  };
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError("A text belongs here.");
}

function flag(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError("A yes or no belongs here.");
}
