import type { KeepCode, Stage } from "./keptCode";

/**
 * How long nothing has to happen before code is kept, in milliseconds. It is less than for memory to be given back
 * (`memory.ts`), which drops code that has not run for a while.
 */
const rest = 1_000;

/** Keeps the code of the program once it rests. Call it whenever it has come as far. */
export function createKeepingLater(keepCode: KeepCode): (stage: Stage) => void {
  let timer: NodeJS.Timeout | undefined;
  let furthest: Stage = "started";
  return (stage) => {
    if (stage === "indexed") furthest = stage;
    clearTimeout(timer);
    timer = setTimeout(() => void keepCode(furthest), rest);
    timer.unref();
  };
}
