import type { Secret } from "../../shared/secret";

/** A row of a listing where the service says less than we have room for. */
export function secretRow(known: Partial<Secret> & { readonly name: string }): Secret {
  return {
    description: "",
    type: "",
    visibility: "masked",
    managed: false,
    hasDefault: false,
    environments: [],
    createdAt: "",
    updatedAt: "",
    etag: "",
    ...known,
  };
}

/** What two rows of one name say together: a service that lists by environment tells each name once for each of them. */
export function mergeRows(one: Secret, other: Secret): Secret {
  return {
    ...other,
    description: one.description === "" ? other.description : one.description,
    hasDefault: one.hasDefault || other.hasDefault,
    environments: [...new Set([...one.environments, ...other.environments])],
    createdAt: earlier(one.createdAt, other.createdAt),
    updatedAt: one.updatedAt > other.updatedAt ? one.updatedAt : other.updatedAt,
  };
}

/** The rows by name, those of one name as one. */
export function rowsByName(rows: Iterable<Secret>): Map<string, Secret> {
  const byName = new Map<string, Secret>();
  for (const row of rows) {
    const before = byName.get(row.name);
    byName.set(row.name, before === undefined ? row : mergeRows(before, row));
  }
  return byName;
}

function earlier(one: string, other: string): string {
  if (one === "" || other === "") return one + other;
  return one < other ? one : other;
}
