import type { Module } from "./modules";

/**
 * The room that a file is in: its folder. Files that stand directly in `server` or `client` are wiring, and each is a room of
 * its own.
 */
function roomOf(path: string): string {
  const [top = "", next, deeper] = path.split("/");
  if (top !== "server" && top !== "client") return top;
  return deeper === undefined ? path : `${top}/${next ?? ""}`;
}

/** Rooms that import each other, directly or over others, each cycle once and as `a → b → a`. */
export function cyclesBetweenRooms(modules: readonly Module[]): readonly string[] {
  const known = new Set(modules.map((module) => module.path));
  const arrows = new Map<string, Set<string>>();
  for (const module of modules) {
    const from = roomOf(module.path);
    const to = arrows.get(from) ?? new Set();
    for (const path of module.imports) if (known.has(path) && roomOf(path) !== from) to.add(roomOf(path));
    arrows.set(from, to);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (room: string, trail: readonly string[]) => {
    const start = trail.indexOf(room);
    if (start >= 0) cycles.push([...trail.slice(start), room].join(" → "));
    if (start >= 0 || done.has(room)) return;
    for (const next of arrows.get(room) ?? []) visit(next, [...trail, room]);
    done.add(room);
  };
  for (const room of arrows.keys()) visit(room, []);
  return cycles;
}
