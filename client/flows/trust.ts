import { restricted } from "../../shared/trust";
import type { Editor } from "../editor";
import type { Questions } from "./questions";

/** What leads to trust needs from its surroundings. */
export interface TrustWorld {
  readonly questions: Pick<Questions, "tell">;
  readonly editor: Pick<Editor, "manageTrust">;
}

/** Says what is not done while nobody trusts the workspace, and leads to where the user decides about that. */
export async function tellRestricted({ questions, editor }: TrustWorld, message = restricted): Promise<void> {
  const manage = "Manage Workspace Trust";
  if ((await questions.tell("warning", message, manage)) === manage) await editor.manageTrust();
}
