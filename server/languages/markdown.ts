import { contextFrom } from "./context";
import { findInline } from "./inline";
import { inlineAccessor } from "./plainText";
import type { Language, Reference } from "./reference";

/** Markdown: prose, inline code and fences alike; HTML comments are none of it. */
export const markdown: Language = {
  id: "markdown",
  // VS Code calls `.prompt.md` and the like by names of their own.
  languageIds: ["markdown", "mdx", "quarto", "rmd", "prompt", "instructions", "chatmode", "chatagent", "skill"],
  fileNames: [".md", ".markdown", ".mdx", ".mdc", ".qmd"],
  needles: [],
  inline: true,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: inlineAccessor,
};

function findReferences(text: string): readonly Reference[] {
  let isComment: ((offset: number) => boolean) | undefined;
  return findInline(text, (start) => !(isComment ??= commentsOf(text))(start));
}

/** Whether an offset lies in a comment. It has to be asked in the order of the text. */
function commentsOf(text: string): (offset: number) => boolean {
  let open = text.indexOf("<!--");
  let close = text.indexOf("-->", open);
  return (offset) => {
    while (open >= 0 && close >= 0 && close <= offset) {
      open = text.indexOf("<!--", close);
      close = text.indexOf("-->", open);
    }
    return open >= 0 && close >= 0 && open < offset;
  };
}
