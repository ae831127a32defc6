import type { ValueSource } from "../../shared/protocol";
import type { Questions, TextAnswer, TextButton } from "./questions";
import type { Place, StepEnd } from "./steps";

/** A value on its way, and where it came from. It lives in the state of one dialog and goes with it. */
export interface EnteredValue {
  readonly source: ValueSource;
  readonly origin: "typed" | "clipboard" | "file" | "generated";
}

/** What the step needs to know besides the value entered so far. */
export interface ValueQuestion {
  readonly title: string;
  readonly place: Place;
  readonly name: string;
  /** What a blank answer does: it leaves the value at the provider as it is, passes over the name, or will not do. */
  readonly blank: "keeps" | "skips" | "refused";
  /** Why it is asked for, as a sentence, where the user may wonder. */
  readonly why?: string;
}

const clipboardButton: TextButton = { label: "From clipboard", icon: "clippy" };
const fileButton: TextButton = { label: "From file…", icon: "file" };
const generateButton: TextButton = { label: "Generate", icon: "sparkle" };

/** A box of one line takes what is pasted without its line breaks. Such a key opens nothing, unless it spells them as `\n`. */
const keyInOneLine = /-----BEGIN [^-]+-----[^\\]*-----END /;

/** Asks for a value: typed and masked, from the clipboard, from a file, or made up by the server. */
export async function enterValue(
  questions: Questions,
  question: ValueQuestion,
  before: EnteredValue | undefined,
): Promise<StepEnd<EnteredValue | undefined>> {
  let entered = before;
  for (;;) {
    const isEntered = entered !== undefined;
    const answer = await questions.text({
      title: question.title,
      place: question.place,
      masked: true,
      prompt: prompt(question),
      placeholder: placeholder(question, entered),
      initial: typed(entered),
      check: (text) => {
        if (text === "" && !isEntered && question.blank === "refused") return "Secret value is required";
        return keyInOneLine.test(text)
          ? "The line breaks of this key were lost. The buttons above keep them."
          : undefined;
      },
      buttons: [clipboardButton, fileButton, generateButton],
    });
    if (answer.kind === "cancelled") return answer;
    if (answer.kind !== "button") {
      return { kind: answer.kind === "text" ? "next" : "back", state: answered(answer.text, entered) };
    }
    const taken = await take(questions, answer);
    if (taken) return { kind: "next", state: taken };
    entered = answered(answer.text, entered);
  }
}

function prompt({ name, blank, why }: ValueQuestion): string {
  const several = "The buttons above take several lines.";
  switch (blank) {
    case "keeps":
      return `Leave empty to keep the value of ${name}. ${several}`;
    case "skips":
      return `Value of ${name}; leave empty to go on to the next. ${several}`;
    case "refused":
      return why === undefined ? `Value of ${name}. ${several}` : `${why} Value of ${name}:`;
  }
}

function placeholder({ blank }: ValueQuestion, entered: EnteredValue | undefined): string {
  switch (entered?.origin) {
    case "clipboard":
      return "Taken from the clipboard; Enter keeps it";
    case "file":
      return "Taken from a file; Enter keeps it";
    case "generated":
      return "To be generated; Enter keeps it so";
    case "typed":
    case undefined:
      return { keeps: "Unchanged", skips: "Value", refused: "Value" }[blank];
  }
}

function typed(entered: EnteredValue | undefined): string {
  return entered?.origin === "typed" && entered.source.kind === "given" ? entered.source.value : "";
}

/** An empty box keeps a value that came another way; what was typed and is deleted is gone. */
function answered(text: string, entered: EnteredValue | undefined): EnteredValue | undefined {
  if (text !== "") return { source: { kind: "given", value: text }, origin: "typed" };
  return entered?.origin === "typed" ? undefined : entered;
}

async function take(
  questions: Questions,
  { label }: Extract<TextAnswer, { kind: "button" }>,
): Promise<EnteredValue | undefined> {
  if (label === generateButton.label) return { source: { kind: "generate" }, origin: "generated" };
  return label === clipboardButton.label ? fromClipboard(questions) : fromFile(questions);
}

async function fromClipboard(questions: Questions): Promise<EnteredValue | undefined> {
  const value = withoutLastNewline(await questions.clipboard());
  if (value !== "") return { source: { kind: "given", value }, origin: "clipboard" };
  void questions.tell("warning", "The clipboard is empty.");
  return undefined;
}

async function fromFile(questions: Questions): Promise<EnteredValue | undefined> {
  const answer = await questions.file("Choose the file that holds the value");
  if (answer.kind === "cancelled") return undefined;
  const value = answer.kind === "text" ? withoutLastNewline(answer.text) : "";
  if (value !== "") return { source: { kind: "given", value }, origin: "file" };
  void questions.tell("warning", answer.kind === "unusable" ? answer.message : "The file is empty.");
  return undefined;
}

/** Editors and shells end a single line with a newline that nobody means; a text of several lines stays as it is. */
function withoutLastNewline(text: string): string {
  const line = /^([^\r\n]*)\r?\n$/.exec(text);
  return line?.[1] ?? text;
}
