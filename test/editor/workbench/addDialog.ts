import type { Page } from "playwright-core";
import { notification } from "../driver/messages";
import * as quickInput from "../driver/quickInput";

/** What the dialog asks for; what is absent stays as the dialog proposes it. */
export interface AddAnswers {
  /** Absent where the dialog knows the name already and begins with the value. */
  readonly name?: string;
  readonly value: string;
  readonly description?: string;
  readonly visibility?: "Masked" | "Restricted";
}

/** Walks through the open dialog to its last step, which is left open. */
export async function answerUpToVisibility(page: Page, answers: AddAnswers): Promise<void> {
  if (answers.name !== undefined) {
    await quickInput.wait(page, "Add Secret (1/5)");
    await quickInput.accept(page, answers.name);
  }
  await quickInput.wait(page, "Add Secret (2/5)");
  await quickInput.accept(page, answers.value);
  await quickInput.wait(page, "Add Secret (3/5)");
  await quickInput.accept(page, answers.description);
  await quickInput.wait(page, "Add Secret (4/5)");
  await quickInput.accept(page);
  await quickInput.wait(page, "Add Secret (5/5)");
}

/** Walks through the whole dialog and waits until the secret is stored. */
export async function answerAll(page: Page, answers: AddAnswers): Promise<void> {
  await answerUpToVisibility(page, answers);
  await quickInput.pick(page, answers.visibility ?? "Masked");
  await notification(page, new RegExp(`^${answers.name ?? "\\w+"} was added`));
}
