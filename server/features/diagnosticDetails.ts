import type { Diagnostic } from "vscode-languageserver";
import { DiagnosticTag } from "vscode-languageserver";
import type { Problem } from "../analysis/problem";

/** What a problem has beyond its sentence: the page about its rule, and other places that have to do with it. */
export function detailsOf({ code, related = [], unnecessary = false }: Problem): Partial<Diagnostic> {
  const places = related.map(({ uri, range, message }) => ({ location: { uri, range }, message }));
  return {
    codeDescription: { href: `${rulePages}${code}.md` },
    ...(unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(places.length === 0 ? {} : { relatedInformation: places }),
  };
}

/** Where the pages about rules are to be read. */
const rulePages = "https://github.com/inline-secrets/inline-secrets/blob/main/docs/rules/";
