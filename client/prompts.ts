import { ProgressLocation, QuickInputButtons, QuickPickItemKind, ThemeIcon, Uri, env, window, workspace } from "vscode";
import type { InputBox, QuickInput, QuickPick, QuickPickItem } from "vscode";
import type {
  Choice,
  FileAnswer,
  PickAnswer,
  PickManyQuestion,
  PickQuestion,
  Questions,
  TextAnswer,
  TextQuestion,
} from "./flows/questions";
import { GivenUp } from "./flows/questions";
import type { Place } from "./flows/steps";
import { withoutLinks } from "./flows/words";

/** The only place where the user is asked or told something. */
export const prompts: Questions = {
  text: askText,
  pick: askPick,
  pickMany: askPickMany,
  confirm: async ({ message, detail, actions, calm = false }) => {
    const options = { modal: true, detail };
    if (calm) return window.showInformationMessage(message, options, ...actions);
    return window.showWarningMessage(message, options, ...actions);
  },
  tell: async (severity, told, ...actions) => {
    const message = withoutLinks(told);
    if (severity === "error") return window.showErrorMessage(message, ...actions);
    if (severity === "warning") return window.showWarningMessage(message, ...actions);
    return window.showInformationMessage(message, ...actions);
  },
  mention: (message) => {
    window.setStatusBarMessage(message, 6_000);
  },
  busy,
  clipboard: async () => env.clipboard.readText(),
  copy: async (text) => env.clipboard.writeText(text),
  open: async (address) => env.openExternal(Uri.parse(address, true)),
  file: askFile,
};

/** How long typing has to rest before a text is checked. */
const checkDelay = 150;

/** How long something may take before it is worth showing. */
const busyDelay = 400;

/** More than any provider takes as a value. */
const largestFile = 1_000_000;

async function askText(question: TextQuestion): Promise<TextAnswer> {
  const box = window.createInputBox();
  prepare(box, question);
  box.prompt = withoutLinks(question.prompt);
  box.placeholder = question.placeholder ?? "";
  box.password = question.masked ?? false;
  box.value = question.initial ?? "";
  const buttons = question.buttons ?? [];
  box.buttons = [
    ...backButton(question.place),
    ...buttons.map(({ label, icon }) => ({ tooltip: label, iconPath: new ThemeIcon(icon) })),
  ];
  const check = checkOf(box, question);
  const answer = await answered<TextAnswer>(box, (settle) => {
    box.onDidChangeValue(check.later);
    box.onDidAccept(async () => {
      if (await check.now()) settle({ kind: "text", text: box.value });
    });
    box.onDidTriggerButton((button) => {
      const text = box.value;
      settle(
        button === QuickInputButtons.Back
          ? { kind: "back", text }
          : { kind: "button", label: button.tooltip ?? "", text },
      );
    });
  });
  check.stop();
  return answer;
}

/** Checks a text when typing rests, and at once when it is accepted; a newer check ends the one before. */
function checkOf(box: InputBox, { check }: TextQuestion) {
  let timer: NodeJS.Timeout | undefined;
  let running = new AbortController();

  function stop(): void {
    clearTimeout(timer);
    running.abort();
  }

  async function now(): Promise<boolean> {
    stop();
    running = new AbortController();
    const { signal } = running;
    box.busy = true;
    const message = await checked(box.value, signal);
    if (signal.aborted) return false;
    box.busy = false;
    box.validationMessage = withoutLinks(message ?? "");
    return message === undefined;
  }

  async function checked(text: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await check?.(text, signal);
    } catch {
      return "This could not be checked: the language server did not answer. Try again.";
    }
  }

  const later = (): void => {
    stop();
    timer = setTimeout(() => void now(), checkDelay);
  };
  return { now, later, stop };
}

interface ChoiceItem<T> extends QuickPickItem {
  /** Absent in the line above a group. */
  readonly choice?: Choice<T>;
}

async function askPick<T>(question: PickQuestion<T>): Promise<PickAnswer<T>> {
  const picker = createPicker(question);
  const picked = picker.items.filter(({ choice }) => choice?.picked);
  // An empty list would take the focus away from the first line, and Enter would do nothing.
  if (picked.length > 0) picker.activeItems = picked;
  return answered(picker, (settle) => {
    picker.onDidAccept(() => {
      const choice = picker.activeItems[0]?.choice;
      if (choice) settle({ kind: "picked", value: choice.value });
    });
    picker.onDidTriggerButton(() => {
      settle({ kind: "back", value: picker.activeItems[0]?.choice?.value });
    });
  });
}

async function askPickMany<T>(question: PickManyQuestion<T>): Promise<PickAnswer<readonly T[]>> {
  const picker = createPicker(question);
  picker.canSelectMany = true;
  picker.selectedItems = picker.items.filter(({ choice }) => choice?.picked);
  let chosen = valuesOf(picker);
  return answered(picker, (settle) => {
    picker.onDidChangeSelection(() => {
      const now = valuesOf(picker);
      const settled = question.settle(chosen, now);
      chosen = settled;
      if (settled.length !== now.length) {
        picker.selectedItems = picker.items.filter(({ choice }) => choice && settled.includes(choice.value));
      }
      picker.placeholder = settled.length === 0 ? question.emptyMessage : question.placeholder;
    });
    picker.onDidAccept(() => {
      if (chosen.length > 0) settle({ kind: "picked", value: chosen });
      // The placeholder says so, too, but nobody looks there twice.
      else void prompts.tell("warning", `${question.emptyMessage}.`);
    });
    picker.onDidTriggerButton(() => {
      settle({ kind: "back", value: chosen });
    });
  });
}

function createPicker<T>(question: PickQuestion<T>): QuickPick<ChoiceItem<T>> {
  const picker = window.createQuickPick<ChoiceItem<T>>();
  prepare(picker, question);
  picker.placeholder = question.placeholder;
  picker.matchOnDescription = true;
  picker.buttons = backButton(question.place);
  picker.items = question.choices.flatMap((choice) => [
    ...(choice.group === undefined ? [] : [{ label: choice.group, kind: QuickPickItemKind.Separator }]),
    itemOf(choice),
  ]);
  return picker;
}

function itemOf<T>(choice: Choice<T>): ChoiceItem<T> {
  const { label, description, detail } = choice;
  return { label, choice, ...(description ? { description } : {}), ...(detail ? { detail } : {}) };
}

function valuesOf<T>(picker: QuickPick<ChoiceItem<T>>): readonly T[] {
  return picker.selectedItems.flatMap(({ choice }) => (choice ? [choice.value] : []));
}

/** What all questions share: leaving the window for the place where the value stands must not lose what was typed. */
function prepare(input: QuickInput, { title, place }: { readonly title: string; readonly place?: Place }): void {
  input.title = title;
  input.ignoreFocusOut = true;
  const { step = 1, totalSteps } = place ?? {};
  // The first of nobody knows how many says nothing, and neither does the only one.
  if ((totalSteps ?? step) === 1) return;
  input.step = step;
  input.totalSteps = totalSteps;
}

function backButton(place: Place | undefined) {
  return place?.canGoBack ? [QuickInputButtons.Back] : [];
}

/** Shows the question until it is settled. Only the first answer counts, and what was typed is not left in the box. */
async function answered<A extends { readonly kind: string }>(
  input: InputBox | QuickPick<QuickPickItem>,
  listen: (settle: (answer: A) => void) => void,
): Promise<A | { readonly kind: "cancelled" }> {
  try {
    return await new Promise((resolve) => {
      listen(resolve);
      input.onDidHide(() => {
        resolve({ kind: "cancelled" });
      });
      input.show();
    });
  } finally {
    input.value = "";
    input.dispose();
  }
}

async function busy<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const running = task(controller.signal).catch((error: unknown) => {
    throw controller.signal.aborted ? new GivenUp() : error;
  });
  const settled = running.then(
    () => true,
    () => true,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, busyDelay, false);
  });
  const inTime = await Promise.race([settled, late]);
  clearTimeout(timer);
  if (inTime) return running;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => {
      token.onCancellationRequested(() => {
        controller.abort();
      });
      return running;
    },
  );
}

async function askFile(title: string): Promise<FileAnswer> {
  const [file] = (await window.showOpenDialog({ title, openLabel: "Use as Value", canSelectMany: false })) ?? [];
  if (!file) return { kind: "cancelled" };
  try {
    const { size } = await workspace.fs.stat(file);
    if (size > largestFile) return { kind: "unusable", message: "The file is too large for a value." };
    const bytes = await workspace.fs.readFile(file);
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "unusable", message: "The file could not be read as text in UTF-8." };
  }
}
