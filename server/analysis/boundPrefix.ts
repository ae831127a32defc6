/**
 * The prefixes whose variables a text has bound to settings, so that no file need mention their names: `STRIPE_API_KEY` where
 * `SetEnvPrefix("stripe")` stands. What ends in `_` is seen as the half of a name already.
 */
export function boundPrefixesIn(text: string, fileName: string): readonly string[] {
  const bound = Array.from(text.matchAll(binding), ({ 1: prefix = "" }) => prefix);
  if (!springFile.test(fileName)) return bound;
  return [...bound, ...Array.from(text.matchAll(/^([a-z][\w-]*):/gim), ({ 1: key = "" }) => key)];
}

/** Whether a name begins with a prefix as it is bound: in capitals, and without the dashes, or with `_` in their place. */
export function isBoundTo(name: string, prefix: string): boolean {
  const dotted = prefix.replaceAll(".", "_").toUpperCase();
  const starts = [dotted.replaceAll("-", "_"), dotted.replaceAll("-", "")];
  return starts.some((start) => name.startsWith(`${start}_`));
}

/** How libraries are told, in the order of the lines below. */
const told = [
  // Go: github.com/spf13/viper, github.com/kelseyhightower/envconfig
  String.raw`\b(?:SetEnvPrefix|envconfig\.(?:Must)?Process)\(`,
  // Rust: docs.rs/config
  String.raw`\bwith_prefix\(`,
  // Python: dynaconf.com/envvars, click.palletsprojects.com/options, flask.palletsprojects.com/config; Ruby: github.com/palkan/anyway_config
  String.raw`\bfrom_prefixed_env\(\s{0,40}(?:prefix\s?=)?`,
  String.raw`\b(?:envvar_prefix|auto_envvar_prefix|env_prefix|config_name)\b\s?=?`,
  // Java and Kotlin: docs.spring.io/spring-boot/reference/features/external-config.html, smallrye.io/smallrye-config
  String.raw`@(?:ConfigurationProperties|ConfigMapping)\(\s{0,40}(?:(?:prefix|value)\s?=)?`,
  // JavaScript: yargs.js.org/docs
  String.raw`\.env\(`,
];

const binding = new RegExp(`(?:${told.join("|")})\\s{0,40}[:"'\`]([A-Za-z][\\w.-]*)`, "g");

/** Spring binds what these have to variables of the same name; the upper keys are told here. */
const springFile = /^(?:application|bootstrap)(?:-[\w-]+)?\.ya?ml$/;
