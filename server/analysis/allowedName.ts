/** The form of a name that a provider would take: `my-key` becomes `MY_KEY`. Undefined when there is none that is near. */
export function allowedName(name: string, pattern: RegExp): string | undefined {
  const snake = name
    .replace(/([a-z]\d*)([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const forms = [snake.toUpperCase(), `_${snake.toUpperCase()}`];
  return snake === "" ? undefined : forms.find((form) => pattern.test(form));
}
