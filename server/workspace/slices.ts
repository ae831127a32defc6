/** How long a slice of work may hold the thread, in milliseconds: less than half a frame. */
const sliceMilliseconds = 8;

/** How much work is done between two looks at the clock. */
const worksPerLook = 16;

/** Cuts long work into slices, between which others get their turn. */
export interface Slices {
  /**
   * Called after each piece of work: undefined as long as the slice lasts, and else what gives others their turn. It is not to
   * be awaited when it is undefined, which for thousands of files takes longer than one would think.
   */
  readonly pause: () => Promise<void> | undefined;
}

/** Does something with each of many in slices. What it gets through may change meanwhile, as with any loop over it. */
export async function eachInSlices<Item>(items: Iterable<Item>, work: (item: Item, at: number) => void): Promise<void> {
  const slices = createSlices();
  let at = 0;
  for (const item of items) {
    work(item, at++);
    const pause = slices.pause();
    if (pause) await pause;
  }
}

/** The first slice begins now. */
export function createSlices(): Slices {
  let start = performance.now();
  let works = 0;
  return {
    pause: () => {
      if (++works % worksPerLook !== 0 || performance.now() - start < sliceMilliseconds) return undefined;
      return new Promise((resolve) => {
        setImmediate(() => {
          start = performance.now();
          resolve();
        });
      });
    },
  };
}
