import { contextFrom } from "./context";
import { findInline } from "./inline";
import { inlineAccessor } from "./plainText";
import type { Language, Reference } from "./reference";

/** Markdown: prose, inline code and fences alike; HTML comments are none of it. */
export const markdown: Language = {
  id: "markdown",
  languageIds: ["markdown", "mdx", "quarto", "rmd"],
  fileNames: [".md", ".markdown", ".mdx", ".mdc", ".qmd"],
  needles: [],
  inline: true,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: inlineAccessor,
};

function findReferences(text: string): readonly Reference[] {
  let comments: readonly (readonly [number, number])[] | undefined;
  return findInline(text, (start) => {
    comments ??= findComments(text);
    return !comments.some(([from, to]) => from < start && start < to);
  });
}

function findComments(text: string): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let from = text.indexOf("<!--"); from >= 0; from = text.indexOf("<!--", from + 4)) {
    const close = text.indexOf("-->", from);
    if (close < 0) break;
    found.push([from, close]);
    from = close;
  }
  return found;
}
