import type { Node } from "yaml";
import { isMap, isSeq, visit } from "yaml";
import { lineStartOf, nextLineOf, withoutElement } from "./listText";
import type { TextChange } from "./manifest";
import { parseYaml, spanOf, stringOf, textSpanOf, valueOf } from "./yamlDocument";

/** The edits that take out the list entry whose name, or whose `key`, starts at `nameStart`. */
export function removeFromYaml(text: string, nameStart: number): readonly TextChange[] | undefined {
  let changes: readonly TextChange[] | undefined;
  visit(parseYaml(text).document, {
    Seq: (_key, list) => {
      const items = list.items as readonly Node[];
      const index = items.findIndex((item) => startOfName(item, text) === nameStart);
      if (index < 0) return undefined;
      changes = list.flow === true ? withoutElement(text, items.map(spanOf), index) : withoutLines(text, items, index);
      return visit.BREAK;
    },
  });
  return changes;
}

function startOfName(item: Node, text: string): number | undefined {
  if (isSeq(item)) return undefined;
  const name = isMap(item) ? valueOf(item, "key") : item;
  return stringOf(name) === undefined || name === undefined ? undefined : textSpanOf(name, text).start;
}

/** From the line of the dash to the last line with something of the entry. An only entry would leave a list of nothing. */
function withoutLines(text: string, items: readonly Node[], index: number): readonly TextChange[] | undefined {
  const item = items[index];
  if (item === undefined || items.length < 2) return undefined;
  const { start, end } = spanOf(item);
  const last = start + text.slice(start, end).trimEnd().length;
  return [
    { span: { start: lineStartOf(text, text.lastIndexOf("-", start - 1)), end: nextLineOf(text, last) }, text: "" },
  ];
}
