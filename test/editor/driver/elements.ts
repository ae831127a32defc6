import type { Locator } from "playwright-core";
import { plain } from "./wait";

/** The little of a page's element that is read here; the project is compiled without the types of the browser. */
interface PageElement {
  readonly textContent: string | null;
  readonly className: string;
  readonly querySelector: (selector: string) => PageElement | null;
  readonly getAttribute: (name: string) => string | null;
  readonly getBoundingClientRect: () => { readonly top: number };
}

/**
 * What to read from an element: the text of the first descendant that matches `in` (of the element itself when it is empty),
 * or one of its attributes, or the part of its class names that a pattern's first group matches.
 */
export interface Field {
  readonly in: string;
  readonly attribute?: string;
  readonly classMatch?: string;
}

/** Reads the same fields from every element that the locator finds, from top to bottom. What is not there reads as "". */
export async function readElements<Name extends string>(
  locator: Locator,
  fields: Readonly<Record<Name, Field>>,
): Promise<readonly Readonly<Record<Name, string>>[]> {
  const rows = await locator.evaluateAll(
    (elements: PageElement[], wanted: [string, Field][]) =>
      elements
        .map((element) => ({
          top: element.getBoundingClientRect().top,
          texts: wanted.map(([name, field]): [string, string] => {
            const found = field.in === "" ? element : element.querySelector(field.in);
            if (!found) return [name, ""];
            if (field.attribute !== undefined) return [name, found.getAttribute(field.attribute) ?? ""];
            if (field.classMatch === undefined) return [name, found.textContent ?? ""];
            return [name, new RegExp(field.classMatch).exec(found.className)?.[1] ?? ""];
          }),
        }))
        .sort((a, b) => a.top - b.top)
        .map((row) => row.texts),
    Object.entries<Field>(fields),
  );
  const names = Object.keys(fields) as Name[];
  return rows.map((row) => {
    const read = new Map(row);
    return Object.fromEntries(names.map((name) => [name, plain(read.get(name))])) as Record<Name, string>;
  });
}

/** Reads the fields of the first element that the locator finds, or undefined when there is none. */
export async function readElement<Name extends string>(
  locator: Locator,
  fields: Readonly<Record<Name, Field>>,
): Promise<Readonly<Record<Name, string>> | undefined> {
  return (await readElements(locator, fields))[0];
}
