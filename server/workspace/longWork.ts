/** A piece of work that may take long. */
export interface LongWork {
  /** Aborted when whoever asked for the work does not want it any more, or when the user cancelled it. */
  readonly signal: AbortSignal;
  readonly report: (done: number, total: number) => void;
  /** Whether it was the user who cancelled it. */
  readonly isCancelledByUser: () => boolean;
  readonly end: () => void;
}

/** Begins a piece of work for somebody who may lose interest. */
export type StartWork = (signal: AbortSignal) => LongWork;

/** Work that no user sees. */
export const unseenWork: StartWork = (signal) => ({
  signal,
  report: () => undefined,
  isCancelledByUser: () => false,
  end: () => undefined,
});
