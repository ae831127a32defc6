import type { Node, YAMLSeq } from "yaml";
import { isMap, isSeq, visit } from "yaml";
import { lineStartOf, nextLineOf, withoutElement } from "./listText";
import type { TextChange } from "./manifest";
import { pairOf, parseYaml, spanOf, stringOf, textSpanOf } from "./yamlDocument";

/** The edits that take out the list entry whose name, or whose `key`, starts at `nameStart`. */
export function removeFromYaml(text: string, nameStart: number): readonly TextChange[] | undefined {
  let changes: readonly TextChange[] | undefined;
  visit(parseYaml(text).document, {
    Seq: (_key, list) => {
      const items = list.items as readonly Node[];
      const index = items.findIndex((item) => startOfName(item, text) === nameStart);
      if (index < 0) return undefined;
      changes = list.flow === true ? withoutElement(text, items.map(spanOf), index) : withoutLines(text, list, index);
      return visit.BREAK;
    },
  });
  return changes;
}

function startOfName(item: Node, text: string): number | undefined {
  if (isSeq(item)) return undefined;
  const name = isMap(item) ? pairOf(item, "key")?.value : item;
  return name == null || stringOf(name) === undefined ? undefined : textSpanOf(name, text).start;
}

/** From the line of the dash to the last line with something of the entry. An only entry would leave a list of nothing. */
function withoutLines(text: string, list: YAMLSeq, index: number): readonly TextChange[] | undefined {
  const item = list.items[index] as Node | undefined;
  if (item === undefined || list.items.length < 2) return undefined;
  const { start, end } = spanOf(item);
  const last = start + text.slice(start, end).trimEnd().length;
  const dash = lineOfDash(text, start, spanOf(list as Node).start);
  return dash === undefined ? undefined : [{ span: { start: dash, end: nextLineOf(text, last) }, text: "" }];
}

/** All dashes of a list stand below its first one; comments and anchors between a dash and its entry may hold others. */
function lineOfDash(text: string, start: number, first: number): number | undefined {
  const column = first - lineStartOf(text, first);
  for (let line = lineStartOf(text, start); line >= 0; line = line === 0 ? -1 : lineStartOf(text, line - 1))
    if (text[line + column] === "-" && text.slice(line, line + column).trim() === "") return line;
  return undefined;
}
