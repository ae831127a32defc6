import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A name that does not say what it opens: in a year nobody knows whose `API_KEY` that was. */
export const vagueName: Rule = {
  meta: { code: "vague-name", setting: "rules.vagueName" },
  check: ({ manifest }, severity) =>
    (manifest?.declarations ?? [])
      .filter(({ name }) => vague.has(name.toUpperCase()))
      .map((declaration) => {
        const message = `${declaration.name} does not say what it is for. A name like STRIPE_API_KEY does.`;
        return problemAt(declaration, { code: "vague-name", severity, message });
      }),
};

/** `SECRET_KEY` is missing on purpose: Django, Flask and Rails call theirs so. */
const vague: ReadonlySet<string> = new Set(
  `KEY TOKEN SECRET PASSWORD PASS PASSWD PWD CREDENTIAL CREDENTIALS AUTH API_KEY APIKEY API_TOKEN API_SECRET ACCESS_KEY
   ACCESS_TOKEN AUTH_TOKEN AUTH_KEY PRIVATE_KEY MY_KEY MY_SECRET MY_TOKEN`.split(/\s+/),
);
