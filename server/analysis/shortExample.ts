import type { Scope } from "./knowledge";
import { isDeclared } from "./knowledge";
import { isPlumbing } from "./plumbing";

/** So many names are left out, at least: a list that was just begun is not yet short of anything. */
const fewestLeftOut = 12;

/** An example that has less than this share of the names is none that was meant to have them all. */
const smallestShare = 1 / 4;

/**
 * Whether an example names so little of what code fails without that it cannot be meant to name everything: one that has
 * nothing but the address of the database in the tests, in a project of a hundred names.
 */
export function isShort(scope: Scope, needed: Iterable<string>, written: ReadonlySet<string>): boolean {
  const named = scope.declared.size + scope.known.size;
  const leftOut = new Set<string>();
  for (const name of needed) if (!isDeclared(name, scope) && !isPlumbing(name) && !written.has(name)) leftOut.add(name);
  return leftOut.size >= fewestLeftOut && named < smallestShare * (named + leftOut.size);
}
