import { inlineLanguage } from "./inlineLanguage";

/** Markdown: prose, inline code and fences alike; HTML comments are none of it. */
export const markdown = inlineLanguage({
  id: "markdown",
  // VS Code calls `.prompt.md` and the like by names of their own.
  languageIds: "markdown mdx quarto rmd prompt instructions chatmode chatagent skill",
  fileNames: ".md .markdown .mdx .mdc .qmd",
  isTextIn: (text) => {
    let open = text.indexOf("<!--");
    let close = text.indexOf("-->", open);
    return (start) => {
      while (open >= 0 && close >= 0 && close <= start) {
        open = text.indexOf("<!--", close);
        close = text.indexOf("-->", open);
      }
      return open < 0 || close < 0 || start <= open;
    };
  },
});
