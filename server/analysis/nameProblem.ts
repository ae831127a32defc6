/** What is wrong with a name that somebody is about to give to a secret, in words; undefined when it will do. */
export function nameProblem(
  name: string,
  rule: { readonly namePattern: RegExp; readonly nameRule: string },
  taken: boolean,
): string | undefined {
  if (name.trim() === "") return "Secret key is required";
  if (!rule.namePattern.test(name)) return `A secret key takes ${rule.nameRule}`;
  return taken ? `A secret named ${name} already exists` : undefined;
}
