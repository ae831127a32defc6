import type { Reference } from "../languages/reference";
import { isEnvExampleName } from "../manifests/envFileName";

/** Those that a file means: in an example of what is needed, `<NAME>` only stands for what is to be put there. */
export function withoutFillIns<T extends Pick<Reference, "form">>(
  references: readonly T[],
  path: string,
): readonly T[] {
  const isExample = isEnvExampleName(path.slice(path.lastIndexOf("/") + 1).toLowerCase());
  return isExample ? references.filter(({ form }) => form !== "angle") : references;
}
