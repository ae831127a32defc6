import type { CellState, Coverage, CoverageRow, FromPage, ToPage } from "../../shared/coverage";
import { counted } from "../../shared/counted";
import { cellWords } from "../../shared/coverage";

/** What the page remembers while it is hidden. */
interface View {
  readonly filter: string;
  /** The column that rows are sorted by: 0 is the name; a negative number sorts downwards, counted from -1. */
  readonly sort: number;
}

declare function acquireVsCodeApi(): {
  readonly postMessage: (message: FromPage) => void;
  readonly getState: () => View | undefined;
  readonly setState: (view: View) => void;
};

const editor = acquireVsCodeApi();
const table = byId("matrix", HTMLTableElement);
const filter = byId("filter", HTMLInputElement);
let view: View = editor.getState() ?? { filter: "", sort: 0 };
let coverage: Coverage | undefined;
/** Where the keyboard is. Rows come, go and change places, so it is the name that counts; the head has none. */
let spot: Place & { readonly name: string } = { row: 0, column: 0, name: "" };
let isInTable = false;

filter.value = view.filter;
filter.addEventListener("input", () => {
  change({ filter: filter.value });
});
filter.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  focusAt(1, 0, true);
});
byId("copy", HTMLButtonElement).addEventListener("click", () => {
  editor.postMessage({ kind: "copy" });
});
byId("refresh", HTMLButtonElement).addEventListener("click", () => {
  editor.postMessage({ kind: "refresh" });
});
table.addEventListener("keydown", moveFocus);
document.addEventListener("focusin", () => {
  const place = placeOfFocus();
  isInTable = place !== undefined;
  if (place) spot = { ...place, name: nameIn(place.row) };
});
// The editor takes the focus away from the cell when a dialog opens, and gives it back to the page alone.
window.addEventListener("focus", () => {
  if (isInTable && document.activeElement === document.body) focusAt(rowOfSpot(), spot.column, true);
});
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  ({ coverage } = data);
  render();
});
editor.postMessage({ kind: "ready" });

function change(changes: Partial<View>): void {
  view = { ...view, ...changes };
  editor.setState(view);
  render();
}

function render(): void {
  if (coverage === undefined) return;
  const { rows, notice, account } = coverage;
  const hasFocus = placeOfFocus() !== undefined;
  const shown = sorted(rows.filter(matches), coverage);
  byId("title", HTMLElement).textContent = `Secrets coverage · ${account}`;
  byId("notice", HTMLElement).textContent = notice;
  byId("count", HTMLElement).textContent =
    (shown.length === rows.length ? "" : `${shown.length} of `) + counted(rows.length, "name");
  const body = document.createElement("tbody");
  body.append(...shown.map((row) => rowElement(row, coverage)));
  table.replaceChildren(headElement(coverage), body);
  focusAt(rowOfSpot(), spot.column, hasFocus);
}

/** The words of the filter that a row has to have all of, in its name or in the states of its cells. */
function matches(row: CoverageRow): boolean {
  const said = [row.name, row.declared === "no" ? "undeclared" : row.declared, unusedWord(row), ...cellsInWords(row)];
  const words = view.filter.toLowerCase().split(/\s+/);
  return words.every((word) => said.some((text) => text.toLowerCase().includes(word)));
}

function cellsInWords({ cells }: CoverageRow): readonly string[] {
  return cells.map((cell) => cellWords[cell]);
}

function unusedWord({ uses }: CoverageRow): string {
  return uses === 0 ? "unused" : "";
}

const rank: Readonly<Record<CellState, number>> = {
  missing: 0,
  unknown: 1,
  notSet: 2,
  optional: 3,
  default: 4,
  managed: 5,
  overridden: 6,
  set: 7,
};

function sorted(rows: readonly CoverageRow[], { environments }: Coverage): readonly CoverageRow[] {
  const column = view.sort < 0 ? -view.sort - 1 : view.sort;
  const direction = view.sort < 0 ? -1 : 1;
  const keyOf = (row: CoverageRow): number | string => {
    if (column === 0) return row.name;
    if (column === 1) return { required: 0, optional: 1, no: 2 }[row.declared];
    const cell = row.cells[column - 2];
    return column - 2 < environments.length && cell !== undefined ? rank[cell] : (row.uses ?? -1);
  };
  return [...rows].sort((a, b) => direction * compare(keyOf(a), keyOf(b)) || compare(a.name, b.name));
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headElement({ environments }: Coverage): HTMLElement {
  const head = document.createElement("thead");
  const line = head.appendChild(document.createElement("tr"));
  const names = [
    "Name",
    "Declared",
    ...environments.map(({ name, active }) => (active ? `${name} (active)` : name)),
    "Uses",
  ];
  line.append(...names.map(headCell));
  return head;
}

function headCell(name: string, column: number): HTMLElement {
  const cell = document.createElement("th");
  cell.scope = "col";
  const isSorted = view.sort === column || view.sort === -column - 1;
  cell.ariaSort = isSorted ? (view.sort < 0 ? "descending" : "ascending") : "none";
  const button = cell.appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = name;
  button.tabIndex = -1;
  button.addEventListener("click", () => {
    change({ sort: view.sort === column ? -column - 1 : column });
  });
  return cell;
}

function rowElement(
  row: CoverageRow,
  { environments }: Coverage = { account: "", environments: [], rows: [], notice: "" },
) {
  const line = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = row.name;
  name.title = row.description;
  name.tabIndex = -1;
  line.append(
    name,
    textCell(row.declared === "no" ? "" : row.declared, ""),
    ...row.cells.map((cell, at) => stateCell(cell, row, environments[at])),
    usesCell(row),
  );
  return line;
}

function stateCell(state: CellState, { name }: CoverageRow, environment: Coverage["environments"][number] | undefined) {
  const cell = textCell(cellWords[state], `state ${state}`);
  if (environment === undefined || state === "managed") return cell;
  cell.title = `Set ${name} in ${environment.name}${how}`;
  act(cell, () => {
    editor.postMessage({ kind: "set", name, environment: environment.id });
  });
  return cell;
}

function usesCell(row: CoverageRow): HTMLElement {
  const cell = textCell(unusedWord(row) || String(row.uses ?? ""), row.uses === 0 ? "unused" : "number");
  if (row.uses === undefined || row.uses === 0) return cell;
  cell.title = `Find references to ${row.name}${how}`;
  act(cell, () => {
    editor.postMessage({ kind: "references", name: row.name });
  });
  return cell;
}

function textCell(text: string, className: string): HTMLElement {
  const cell = document.createElement("td");
  cell.textContent = text;
  cell.className = className;
  cell.tabIndex = -1;
  return cell;
}

/** A hand over a cell that does nothing on a click would be a riddle. */
const how = " (double click or Enter)";

/** Runs on a double click, and on Enter when the cell has the focus. */
function act(cell: HTMLElement, action: () => void): void {
  cell.classList.add("active");
  cell.addEventListener("dblclick", action);
  cell.addEventListener("keydown", (event) => {
    if (event.key === "Enter") action();
  });
}

/** The cells as a grid that the arrow keys walk through; only one of them is a stop for the Tab key. */
function moveFocus(event: KeyboardEvent): void {
  const place = placeOfFocus();
  if (place === undefined) return;
  const { row, column } = place;
  const target = targetOf(event, row, column);
  if (target === undefined) return;
  event.preventDefault();
  focusAt(target.row, target.column, true);
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function targetOf({ key, ctrlKey }: KeyboardEvent, row: number, column: number): Place | undefined {
  const lastRow = table.rows.length - 1;
  const lastColumn = (table.rows[row]?.cells.length ?? 1) - 1;
  switch (key) {
    case "ArrowDown":
      return { row: Math.min(lastRow, row + 1), column };
    case "ArrowUp":
      return { row: Math.max(0, row - 1), column };
    case "ArrowRight":
      return { row, column: Math.min(lastColumn, column + 1) };
    case "ArrowLeft":
      return { row, column: Math.max(0, column - 1) };
    case "Home":
      return { row: ctrlKey ? 0 : row, column: 0 };
    case "End":
      return { row: ctrlKey ? lastRow : row, column: lastColumn };
    default:
      return undefined;
  }
}

function placeOfFocus(): Place | undefined {
  const cell = document.activeElement?.closest("td, th");
  if (!(cell instanceof HTMLTableCellElement) || !table.contains(cell)) return undefined;
  const line = cell.parentElement;
  return line instanceof HTMLTableRowElement ? { row: line.rowIndex, column: cell.cellIndex } : undefined;
}

function nameIn(row: number): string {
  return row === 0 ? "" : (table.rows[row]?.cells[0]?.textContent ?? "");
}

/** Where a name is gone, its place in the table is left. */
function rowOfSpot(): number {
  if (spot.name === "") return 0;
  const row = [...table.rows].findIndex((_, index) => nameIn(index) === spot.name);
  return row === -1 ? spot.row : row;
}

function focusAt(row: number, column: number, take: boolean): void {
  for (const stop of table.querySelectorAll<HTMLElement>("[tabindex='0']")) stop.tabIndex = -1;
  const line = table.rows[Math.min(row, table.rows.length - 1)];
  // Environments come and go: without a stop in it, the Tab key would pass the table by.
  const cell = line?.cells[Math.min(column, line.cells.length - 1)];
  const stop = cell?.querySelector("button") ?? cell;
  if (stop === undefined) return;
  stop.tabIndex = 0;
  if (take) stop.focus();
}

function byId<T extends HTMLElement>(id: string, type: abstract new (...parameters: never[]) => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`There is no ${id}.`);
  return element;
}
