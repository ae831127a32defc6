import type { Account } from "../../shared/account";
import type { Failure, Result } from "../../shared/failure";
import type { Snapshot, WriteOutcome } from "../../shared/protocol";
import type { Questions } from "./questions";

/** Lets the user sign in to an account again, which counts for a folder or for the window. */
export type SignIn = (account: Account, folder: string | undefined) => Promise<void>;

/** For a change of what is gone by now, or for adding what is there by now. */
export interface Instead<S> {
  readonly label: "Add Again" | "Set Its Value";
  /** Gives what is to be sent then, or undefined when that is seen to. */
  readonly go: (input: S) => Promise<S | undefined>;
}

/** What the user wants after a failure. */
type AfterFailure = "retry" | "edit" | "refresh" | "instead" | "signIn" | "cancel";

/**
 * Says what went wrong and asks how to go on. Nothing that was typed is lost: it stays with the caller until the user gives
 * up. A change by somebody else can be fetched before another try.
 */
async function askAfterFailure(
  questions: Questions,
  what: string,
  failure: Failure,
  actions: ReturnType<typeof waysOn>,
): Promise<AfterFailure> {
  const answer = await questions.confirm({ message: what, detail: failure.message, actions });
  switch (answer) {
    case "Retry":
      return "retry";
    case "Refresh and Retry":
      return "refresh";
    case "Edit":
      return "edit";
    case "Add Again":
    case "Set Its Value":
      return "instead";
    case "Sign In Again":
      return "signIn";
    case undefined:
      return "cancel";
  }
}

/** What helps comes first: what will not do as it is would be refused again. */
function waysOn({ kind, field }: Failure, instead: Pick<Instead<unknown>, "label"> | undefined) {
  const isChange = instead?.label === "Add Again";
  if (kind === "notFound" && field === undefined && isChange) return ["Add Again", "Refresh and Retry"] as const;
  if (kind === "unauthorized") return ["Sign In Again", "Retry"] as const;
  if (kind === "changedMeanwhile") return ["Refresh and Retry", "Edit"] as const;
  // Somebody has just given it a value, which nobody should replace by pressing Enter.
  if (kind === "alreadyExists" && instead) return ["Edit", isChange ? "Refresh and Retry" : "Set Its Value"] as const;
  const isWrong = kind === "invalid" || kind === "tooLarge" || kind === "alreadyExists";
  return isWrong ? (["Edit", "Retry"] as const) : (["Retry", "Edit"] as const);
}

/** Sends until it succeeds or the user gives up; undefined as well when it waits for an approval, which is told. `edit` gives the input changed, or undefined when the user gave up there. */
export async function submit<S>(options: {
  readonly questions: Questions;
  readonly signIn: SignIn;
  readonly snapshot: Snapshot;
  readonly input: S;
  readonly busyTitle: string;
  /** What is said of a change that has to be approved first. */
  readonly pending: string;
  /** What is said above the failure. */
  readonly failureTitle: (failure: Failure) => string;
  readonly send: (input: S, signal: AbortSignal) => Promise<Result<WriteOutcome>>;
  readonly edit: (input: S, failure: Failure) => Promise<S | undefined>;
  readonly refresh: (input: S) => Promise<S | undefined>;
  readonly instead?: Instead<S> | undefined;
}): Promise<S | undefined> {
  const { questions, busyTitle, failureTitle, send, edit, refresh, instead } = options;
  let input: S | undefined = options.input;
  while (input !== undefined) {
    const attempted: S = input;
    const result = await questions.busy(busyTitle, (signal) => send(attempted, signal));
    if (result.kind === "ok") {
      if (result.value.kind === "done") return attempted;
      void questions.tell("information", options.pending);
      return undefined;
    }
    const { failure } = result;
    const ways = waysOn(failure, instead);
    switch (await askAfterFailure(questions, failureTitle(failure), failure, ways)) {
      case "retry":
        break;
      case "refresh":
        // Without an answer it is tried as it was: that says what is the matter, and nothing typed is lost.
        input = await refresh(attempted).catch(() => attempted);
        break;
      case "edit":
        input = await edit(attempted, failure);
        break;
      case "instead":
        input = await instead?.go(attempted);
        break;
      case "signIn":
        await options.signIn(options.snapshot.account, options.snapshot.folder);
        break;
      case "cancel":
        return undefined;
    }
  }
  return undefined;
}
