import type { Fault } from "./faults";

/** What may go wrong, with a service that quotes what it was sent wherever it can. */
export const quotingFaults: Readonly<Record<string, (value: string) => Fault>> = {
  "answers 401": (value) => quoting(401, value),
  "answers 403": (value) => quoting(403, value),
  "answers 409": (value) => quoting(409, value),
  "answers 412": (value) => quoting(412, value),
  "answers 413": (value) => quoting(413, value),
  "answers 422": (value) => quoting(422, value),
  "answers 429": (value) => quoting(429, value),
  "answers 500": (value) => quoting(500, value),
  "breaks off": () => ({ kind: "cutOff" }),
  "never answers": () => ({ kind: "silent" }),
};

function quoting(status: number, value: string): Fault {
  const problem = { type: "about:blank", title: value, detail: `${value} will not do.`, value, errors: [{ value }] };
  return { kind: "answer", status, body: problem, headers: { "x-value": encodeURIComponent(value) } };
}
