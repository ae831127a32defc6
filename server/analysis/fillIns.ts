import type { Reference } from "../languages/reference";
import { isEnvExampleName } from "../manifests/envFileName";

/** Those that a file means: in an example of what is needed, `<NAME>` only stands for what is to be put there. */
export function withoutFillIns<T extends Pick<Reference, "form">>(
  references: readonly T[],
  path: string,
): readonly T[] {
  return isExample(path) ? references.filter(({ form }) => form !== "angle") : references;
}

/** Whether a use breaks without the name: not what only sets or removes it, nor what stands in an example for what is to be put there. */
export function isNeed({ kind, form, uri }: Pick<Reference, "kind" | "form"> & { readonly uri: string }): boolean {
  return kind !== "write" && kind !== "delete" && !(form === "angle" && isExample(uri));
}

function isExample(path: string): boolean {
  return isEnvExampleName(path.slice(path.lastIndexOf("/") + 1).toLowerCase());
}
