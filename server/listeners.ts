/** A list of those who want to hear of something. */
export interface Listeners<T> {
  readonly add: (listener: (event: T) => void) => void;
  readonly tell: (event: T) => void;
}

/** An empty list of listeners. They are told in the order in which they were added. */
export function createListeners<T>(): Listeners<T> {
  const listeners: ((event: T) => void)[] = [];
  return {
    add: (listener) => {
      listeners.push(listener);
    },
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}
