import { codeOf } from "./disk";
import type { Problem } from "./problem";

/** What the file system's refusal means, as a sentence that says where and what to do. */
export function storageProblem(error: unknown, folder: string): Problem {
  return { code: "storage", detail: sentence(codeOf(error), folder) };
}

/** The same once the new file was in place: whether it outlives a loss of power is not known. */
export function uncertainProblem(error: unknown, folder: string): Problem {
  const detail = `The change was written to ${folder}, but the file system did not confirm it (${codeOf(error)}). Check it.`;
  return { code: "storage", detail };
}

function sentence(code: string, folder: string): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `The disk is full: nothing was changed in ${folder}. Free some space and try again.`;
    case "EROFS":
      return `The disk is read-only: nothing was changed in ${folder}.`;
    case "EACCES":
    case "EPERM":
      return `Permission is missing for ${folder}: nothing was changed. Check who owns it.`;
    default:
      return `The file system refused an operation in ${folder}${code === "" ? "" : ` (${code})`}: nothing was changed.`;
  }
}
