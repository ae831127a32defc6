import { counted } from "../../shared/counted";
import { manifestDraftRequest, manifestFiles } from "../../shared/protocol";
import { asked } from "../flows/asked";
import type { Choice, Questions } from "../flows/questions";
import type { Command } from "../parts";
import { nameIn } from "./whichSecret";

const title = "Create Manifest";

type Format = keyof typeof manifestFiles;

/** Begins a manifest with the names that the code uses, or with the one that is given. */
export const createManifest: Command = async ({ editor, questions, server }, argument) => {
  const name = nameIn(argument);
  const folders = editor.workspaceFolders();
  if (folders.length === 0) {
    void questions.tell("warning", "Open a folder first: a manifest belongs to a project.");
    return;
  }
  const folder = folders.length === 1 ? folders[0]?.uri : await chosenFolder(questions, folders);
  if (folder === undefined) return;
  const format = await questions.pick<Format>({
    title,
    placeholder: "Where the project says which names it needs",
    choices: formats,
  });
  if (format.kind !== "picked") return;
  const wanted = { format: format.value, folder, ...(name === undefined ? {} : { name }) };
  const busy = "Looking for the names that the code uses…";
  const draft = await asked({ questions, server }, busy, manifestDraftRequest, wanted);
  if (draft === undefined) return;
  if (!draft.complete) {
    void questions.tell("warning", "Not every file could be looked at, so no manifest was written. Try again.");
    return;
  }
  if (draft.names.length === 0) {
    void questions.tell("information", "The code uses no name that would have to be declared.");
    return;
  }
  const file = manifestFiles[format.value];
  const outcome = await editor.createFile(folder, file, draft.text);
  if (outcome === "created") questions.mention(`${file} declares ${counted(draft.names.length, "name")}.`);
  else if (outcome === "taken") void questions.tell("warning", `${file} is there already, and was left as it is.`);
  else void questions.tell("error", `${file} could not be written: the editor cannot make files in this folder.`);
};

async function chosenFolder(
  questions: Questions,
  folders: readonly { readonly name: string; readonly uri: string }[],
): Promise<string | undefined> {
  const answer = await questions.pick<string>({
    title,
    placeholder: "Folder that the manifest is for",
    choices: folders.map(({ name, uri }) => ({ value: uri, label: name })),
  });
  return answer.kind === "picked" ? answer.value : undefined;
}

const formats: readonly Choice<Format>[] = [
  { value: "dotenv", label: ".env.example", detail: "What most tools know: a name on each line, and no values" },
  { value: "app", label: "app.yaml", detail: "The requirements of an app, with descriptions" },
  { value: "inf", label: "inf.yml", detail: "The secrets of an inference.sh app" },
];
