import { referenceTo } from "./named";
import type { Language, Reference } from "./reference";
import { lineEndOf } from "./textPlaces";

/** Settings of Spring, Quarkus and Micronaut: `${NAME}` and `${NAME:default}`. In small letters these are settings themselves. */
export const filledBySpring = filledBy(/(?<!\\)\$\{(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>:)?/g);

/**
 * Settings of Symfony: `%env(NAME)%`, `%env(int:NAME)%` (symfony.com/doc/current/configuration/env_var_processors.html). Each is for
 * a service that may be used, and mostly may be empty.
 */
export const filledBySymfony = filledBy(
  /%env\((?!const:)(?<spared>)(?:[\w.\\-]*:)*(?<name>[A-Za-z_]\w*)(?![\w.\\:-])/g,
);

/** `${env:NAME}` of the Serverless Framework, which deploys nothing without it: serverless.com/framework/docs/guides/variables. */
export const filledByServerless = filledBy(/\$\{env:(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>,)?/g);

/** `${NAME}` and `${NAME:-default}` of Yarn, which does nothing without it: yarnpkg.com/configuration/yarnrc. */
export const filledByYarn = filledBy(/\$\{(?<name>[A-Z][A-Z\d_]*)(?![\w.])(?<spared>:?-)?/g);

/** The same of what starts servers of the Model Context Protocol, each of which may be used: code.claude.com/docs/en/mcp. */
export const filledForServers = filledBy(/(?<offered>\$\{)(?<name>[A-Z][A-Z\d_]*)(?![\w.])(?<spared>:-)?/g);

/** `_authToken=${NAME}` of npm, which leaves it as it is if there is none: docs.npmjs.com/cli/configuring-npm/npmrc. */
export const filledByNpm = filledBy(
  /(?<offered>:_(?:auth|authToken|password)[ \t]*=[ \t]*"?\$\{)(?<name>[A-Z][A-Z\d_]*)(?![\w.])(?<spared>:?-)?/g,
);

/**
 * `${NAME}` of Play, Akka, Pekko and Ktor, which do not start without it, and `${?NAME}`, outside of strings and comments:
 * github.com/lightbend/config/blob/main/HOCON.md#substitution-fallback-to-environment-variables.
 */
export const filledByHocon = filledBy(
  /"(?:[^"\\\n]|\\.)*"?|(?:\/\/|#)[^\n]*|\$\{(?<spared>\?)?(?<name>[A-Z][A-Z\d_]*)\}/g,
);

/** `{env:NAME}` and `{env:NAME:default}` of tox: tox.wiki/en/latest/config.html#environment-variable-substitutions. */
export const filledByTox = filledBy(/(?<offered>\{env:)(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>:)?/g);

/** What says by itself that a variable of the environment is filled in, whatever file it stands in. */
const signs = [
  // VS Code, Cursor, collectors of OpenTelemetry, opencode, tox, development containers, OmegaConf.
  /\{(?:env|localEnv|oc\.env):/,
  // Templates of Traefik, Packer, helmfile, promptfoo, mise; GoReleaser. The workflows of GitHub say `${{ env.NAME }}`.
  /(?<!\$)\{\{-?[ \t]*env(?:[ \t]+["'`]|\.)/,
  /(?<![\w)])\.Env\./,
  // LiteLLM.
  /\bos\.environ\//,
  // dbt.
  /\benv_var\([ \t]*["']/,
  // Ansible.
  /\blookup\(["'](?:ansible\.builtin\.)?env["'][ \t]*,[ \t]*["']/,
  // Grafana, MkDocs, Supabase.
  /\$__env\{/,
  /!ENV (?:\[ ?)?["']?/,
  /["']env\(/,
  // Keys whose value is the name of a variable: `api_key_env: A_NAME`, Crowdin's `api_token_env`, Codex's `env_key = "A_NAME"`. What
  // somebody wrote there by mistake, a key itself, has no underscore.
  /\b(?:(?:api_key|(?:api|bearer)_token)_env(?:_var)?|env_key)["']?[ \t]*[:=][ \t]*["']?(?=[A-Z\d]+_)/,
];

const filledBehindSign = filledBy(
  new RegExp(
    // Behind the name, a colon, a comma or a filter of a template begins a default.
    String.raw`(?<offered>${signs.map(({ source }) => source).join("|")})(?<name>[A-Z][A-Z\d_]*)(?![\w.-])(?<spared>["'\`]?[ \t]*[:,|])?`,
    "g",
  ),
);

/** What each of them has in it. */
const partOfSign = /[eE]nv|!ENV /g;

/**
 * What such a sign stands in front of. Many of them are for a service, an editor or a machine that somebody may use, and most
 * of those programs take nothing for an empty text. Only a line with a part of a sign takes a look at all of them.
 */
export function filledBySign(text: string): readonly Reference[] {
  const found: Reference[] = [];
  let seen = 0;
  for (const { index } of text.matchAll(partOfSign)) {
    if (index < seen) continue;
    const start = text.lastIndexOf("\n", index) + 1;
    seen = lineEndOf(text, index);
    found.push(...filledBehindSign(text, start, seen));
  }
  return found;
}

/** Needles of the signs that JSON has. */
export const signsInJson = needlesOf("{env:", "{localEnv:");

/** Needles of the signs that TOML has. */
export const signsInToml = [
  ...needlesOf("{env:", "{{env", "{{ env", '"env('),
  ...needlesOf("api_key_env", "api_key_env_var", "api_token_env", "bearer_token_env_var", "env_key"),
];

/** Needles of all signs. What is rare and short stands in front: without it, nothing else of a line is looked for. */
export const signsInYaml = [
  ...needlesOf("{env:", "{localEnv:", "{oc.env:", "{{env", "{{ env", "{{- env", "$__env{", "!ENV "),
  ...needlesOf("os.environ/", "api_key_env", "api_token_env"),
  ...[".Env.", "env_var(", "lookup("].map((needle) => ["{{", needle]),
];

function needlesOf(...needles: readonly string[]): Language["needles"] {
  return needles.map((needle) => [needle]);
}

/**
 * Finds what a library fills in within a span of a text: `name`, and `spared` where something else is taken if it is not there. What
 * is `offered` may be used or not: nothing is taken then. A match without a name is one of what is passed over.
 */
function filledBy(pattern: RegExp) {
  return (text: string, from: number, to: number): readonly Reference[] =>
    Array.from(text.slice(from, to).matchAll(pattern), ({ 0: all, index, groups }) => {
      const { name, spared, offered } = groups ?? {};
      if (name === undefined) return [];
      const start = from + index + all.lastIndexOf(name);
      const optional = (spared ?? offered) !== undefined;
      const reference = referenceTo(name, start, { kind: "read", optional, via: "direct" });
      return [offered === undefined || spared !== undefined ? reference : { ...reference, gives: true }];
    }).flat();
}
