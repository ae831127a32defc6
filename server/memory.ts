/** How long nothing has to happen before memory is given back, in milliseconds. */
const rest = 1_500;
/** By how much the process has to have grown since, in bytes: less is not worth the moment it takes. */
const worthwhile = 20_000_000;
/** The pages that one collection leaves empty are given back to the system by those after it. */
const collections = 3;
const pause = 250;

/**
 * Gives back what reading a workspace needed and nobody needs any more: V8 alone waits until it has to, which in a process
 * that rests is never. Call it after work; it acts once the work has ended.
 */
export function createMemoryRelease(): () => void {
  let before = process.memoryUsage.rss();
  let timer: NodeJS.Timeout | undefined;
  const release = async (): Promise<void> => {
    if (process.memoryUsage.rss() - before < worthwhile) return;
    // Loaded only now: the start of the server need not wait for them.
    const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([import("node:v8"), import("node:vm")]);
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    // Code is only kept under the flags that the process began with.
    setFlagsFromString("--no-expose-gc");
    for (let round = 0; round < collections; round++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
    }
    before = process.memoryUsage.rss();
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void release(), rest);
    timer.unref();
  };
}
