/** How long after a message the server is asked whether it still answers, in milliseconds. */
const pause = 5_000;

/** How often it is looked whether the answer has come. Time in which the machine slept is not counted by such looks. */
const beat = 5_000;

/** So many looks in a row without an answer, and the server hangs: nothing that it does in one go takes a hundredth of that. */
const missedBeats = 4;

/** Notices that a server does not answer any more though its process lives: an endless loop never ends by itself. */
export interface Heartbeat {
  /** Something was sent to the server: a little later it is asked whether it still answers. */
  readonly sent: () => void;
  readonly stop: () => void;
}

/** Calls a function so many milliseconds later, unless that is taken back. */
type After = (milliseconds: number, run: () => void) => () => void;

const byClock: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};

/** Watches one server. `ask` settles, one way or the other, when the server has answered; `hung` is called once at most. */
export function createHeartbeat({
  ask,
  hung,
  after = byClock,
}: {
  readonly ask: () => Promise<unknown>;
  readonly hung: () => void;
  readonly after?: After;
}): Heartbeat {
  let cancel = (): void => undefined;
  let state: "idle" | "due" | "asking" | "stopped" = "idle";
  /** Whether something was sent since the server was asked. */
  let isBehind = false;

  function stop(): void {
    state = "stopped";
    cancel();
  }

  function sent(): void {
    if (state === "asking") isBehind = true;
    if (state !== "idle") return;
    state = "due";
    cancel = after(pause, check);
  }

  function check(): void {
    state = "asking";
    isBehind = false;
    ask().then(answered, answered);
    look(missedBeats);
  }

  function look(left: number): void {
    cancel = after(beat, () => {
      if (left > 1) {
        look(left - 1);
        return;
      }
      stop();
      hung();
    });
  }

  function answered(): void {
    if (state !== "asking") return;
    cancel();
    state = "idle";
    if (isBehind) sent();
  }

  return { sent, stop };
}
