import { contextFrom, variableCharacter } from "../context";
import { findInline } from "../inline";
import type { Language, Reference } from "../reference";
import { scanTyped } from "./rescanning";
import { scanShell } from "./scanner";
import { isTextOf, variablesOf } from "./references";
import { byStart } from "../sorted";

/** Scripts of `sh` and of the shells after it. */
export const shell: Language = {
  id: "shell",
  languageIds: ["shellscript"],
  fileNames: [
    ".sh",
    ".bash",
    ".zsh",
    ".ksh",
    ".bats",
    ".bashrc",
    ".bash_profile",
    ".profile",
    ".zshrc",
    ".zprofile",
    ".envrc",
  ],
  needles: [["$"], ["unset"], ["-v"], ["(("], ["env_vars_required"]],
  references: findReferences,
  contextAt: contextFrom(findReferences, variableCharacter),
  accessor: (name) => `$${name}`,
};

function findReferences(text: string, _languageId: string, editedAt?: number): readonly Reference[] {
  const script = editedAt === undefined ? scanShell(text) : scanTyped(text);
  const inline = findInline(text, isTextOf(script));
  return [...variablesOf(text, script, { editedAt }), ...inline].sort(byStart);
}
