import assert from "node:assert/strict";
import type {
  FileAnswer,
  PickAnswer,
  PickQuestion,
  Questions,
  TextAnswer,
  TextQuestion,
} from "../../../client/flows/questions";
import type { Place } from "../../../client/flows/steps";
import type { Server } from "../../../client/languageClient";
import type { Result } from "../../../shared/failure";
import type { Request, SecretRow, Snapshot } from "../../../shared/protocol";

/** What a test answers to the questions in turn, and everything that was asked and told. */
export interface Script {
  readonly questions: Questions;
  readonly asked: string[];
  readonly told: string[];
  /** What was copied, and the pages that were opened. */
  readonly did: string[];
  /** Every text question, to look at what it was filled with. */
  readonly texts: TextQuestion[];
  readonly done: () => void;
}

/**
 * An answer in a script: a text is typed and accepted, `{ button }` is pressed, `after` something else was typed, `{ pick }` chooses lines by their labels,
 * `{ press }` is an action of a modal, `{ back }` goes back from a text, and `leave` gives up.
 */
export type Scripted =
  | string
  | { readonly button: string; readonly after?: string }
  | { readonly pick: readonly string[] }
  | { readonly press: string }
  | { readonly back: string }
  | typeof leave;

/** Escape: the user gives up. */
export const leave = { leave: true } as const;

/** Answers by script; a question too many or a text that does not pass its check fails the test. */
export function scripted(
  answers: readonly Scripted[],
  world: { clipboard?: string; file?: FileAnswer; press?: string; impatient?: boolean } = {},
): Script {
  const left = [...answers];
  const script = { asked: [] as string[], told: [] as string[], did: [] as string[], texts: [] as TextQuestion[] };
  const next = (what: string): Scripted => {
    script.asked.push(what);
    const answer = left.shift();
    assert.ok(answer !== undefined, `nothing to answer to: ${what}`);
    return answer;
  };
  const pickSome = <T>(question: PickQuestion<T>): PickAnswer<readonly T[]> => {
    const answer = next(headline(question));
    if (answer === leave) return { kind: "cancelled" };
    const picked = question.choices.filter((choice) => choice.picked).map(({ value }) => value);
    if (typeof answer === "object" && "back" in answer) return { kind: "back", value: picked };
    if (answer === "") return { kind: "picked", value: picked };
    assert.ok(typeof answer === "object" && "pick" in answer, `${headline(question)} wants a pick`);
    return { kind: "picked", value: answer.pick.map((label) => choiceOf(question, label)) };
  };
  const questions: Questions = {
    text: (question) => askText(question, next, script.texts),
    pickMany: (question) => Promise.resolve(pickSome(question)),
    pick: (question) => {
      const answer = pickSome(question);
      if (answer.kind === "cancelled") return Promise.resolve(answer);
      const [value] = answer.value ?? [];
      if (answer.kind === "back") return Promise.resolve({ kind: "back", value });
      assert.ok(value !== undefined, "one line is picked");
      return Promise.resolve({ kind: "picked", value });
    },
    confirm: ({ message, detail, actions }) => {
      const answer = next(`${message} ${detail} [${actions.join("] [")}]`);
      if (answer === leave) return Promise.resolve(undefined);
      assert.ok(typeof answer === "object" && "press" in answer);
      const action = actions.find((candidate) => candidate === answer.press);
      assert.ok(action !== undefined, `there is no button ${answer.press}`);
      return Promise.resolve(action);
    },
    tell: (severity, message, ...actions) => {
      script.told.push(`${severity}: ${message}`);
      return Promise.resolve(actions.find((action) => action === world.press));
    },
    mention: (message) => {
      script.told.push(`mention: ${message}`);
    },
    busy: (_title, task) => {
      const controller = new AbortController();
      const running = task(controller.signal);
      if (world.impatient) controller.abort();
      return running;
    },
    copy: (text) => Promise.resolve(void script.did.push(`copied ${text}`)),
    open: (address) => Promise.resolve(script.did.push(`opened ${address}`) > 0),
    clipboard: () => Promise.resolve(world.clipboard ?? ""),
    file: () => Promise.resolve(world.file ?? { kind: "cancelled" }),
  };
  return {
    questions,
    ...script,
    done: () => {
      assert.deepEqual(left, [], "all answers were asked for");
    },
  };
}

async function askText(
  question: TextQuestion,
  next: (what: string) => Scripted,
  texts: TextQuestion[],
): Promise<TextAnswer> {
  texts.push(question);
  const answer = next(headline(question));
  if (answer === leave) return { kind: "cancelled" };
  if (typeof answer === "object") {
    if ("button" in answer) {
      assert.ok(
        question.buttons?.some(({ label }) => label === answer.button),
        `there is no button ${answer.button}`,
      );
      return { kind: "button", label: answer.button, text: answer.after ?? question.initial ?? "" };
    }
    assert.ok("back" in answer && question.place?.canGoBack, `${headline(question)} has no way back`);
    return { kind: "back", text: answer.back };
  }
  assert.equal(await question.check?.(answer, new AbortController().signal), undefined);
  return { kind: "text", text: answer };
}

function headline({ title, place }: { readonly title: string; readonly place?: Place }): string {
  if (place === undefined) return title;
  return `${title} (${[place.step, ...(place.totalSteps === undefined ? [] : [place.totalSteps])].join("/")})`;
}

function choiceOf<T>({ choices }: PickQuestion<T>, label: string): T {
  const choice = choices.find((candidate) => candidate.label === label);
  assert.ok(choice, `there is no line ${label}`);
  return choice.value;
}

/** A server that answers by script, and everything that was sent to it. */
export function fakeServer(answers: Readonly<Record<string, (params: never) => unknown>>) {
  const sent: { readonly method: string; readonly params: unknown }[] = [];
  const request = <P, R>({ method }: Request<P, R>, params: P): Promise<R> => {
    sent.push({ method, params });
    const answer = answers[method] as ((params: P) => R) | undefined;
    assert.ok(answer, `nobody answers ${method}`);
    return Promise.resolve(answer(params));
  };
  const server: Pick<Server, "request" | "attempt" | "notify"> = {
    request,
    attempt: <P, T>(type: Request<P, Result<T>>, params: P) => request(type, params),
    notify: ({ method }, params) => {
      sent.push({ method, params });
    },
  };
  return { server, sent };
}

/** A row with nothing special about it: set in development, declared as required. */
export function row(changes: Partial<SecretRow> & { readonly name: string }): SecretRow {
  return {
    description: "",
    type: "",
    visibility: "masked",
    managed: false,
    stored: "set",
    hasDefault: false,
    environments: ["development"],
    declared: "required",
    updatedAt: "",
    etag: '"1"',
    ...changes,
  };
}

/** The account that a write out of such a snapshot is meant for. */
export const account = { provider: "embedded" } as const;

/** A complete snapshot of the embedded store with these rows, in development. */
export function snapshotOf(rows: readonly SecretRow[], changes: Partial<Snapshot> = {}): Snapshot {
  return {
    account,
    accountName: "Embedded store",
    identity: undefined,
    environment: "development",
    environments: [
      { id: "production", name: "production" },
      { id: "development", name: "development" },
    ],
    status: { kind: "complete" },
    can: {
      environments: true,
      editEnvironments: true,
      description: true,
      editDescriptionAlone: true,
      visibility: true,
      defaults: true,
      softDelete: false,
      preflight: false,
    },
    notice: "",
    checkedAt: new Date(2026, 0, 1, 9, 30).toISOString(),
    hasManifest: true,
    rows,
    ...changes,
  };
}
