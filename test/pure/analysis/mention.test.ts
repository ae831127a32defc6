import assert from "node:assert/strict";
import { boundPrefixesIn } from "../../../server/analysis/boundPrefix";
import { createMentionFinder, handedOver } from "../../../server/analysis/mention";

describe("a mention of a name", () => {
  const mentioned: Record<string, string> = {
    "as it is": "use(STRIPE_API_KEY)",
    "in lower case, as pydantic has it": "stripe_api_key: str",
    "in the words of bound settings": "stripe.api-key=x",
    "in camel case": "runtimeConfig.stripeApiKey",
    "by its beginning": "env[`STRIPE_${name}`]",
    "by more of its beginning": "env['STRIPE_API_' + name]",
    "by its end": 'f"{provider}_API_KEY"',
    "by its end, behind a format": '"%s_API_KEY"',
  };
  for (const [what, text] of Object.entries(mentioned))
    it(`is seen ${what}`, () => {
      assert.deepEqual([...createMentionFinder(["STRIPE_API_KEY"]).namesIn(text)], ["STRIPE_API_KEY"]);
    });

  const bound: Record<string, string> = {
    "viper, Go": 'viper.SetEnvPrefix("stripe")',
    "envconfig, Go": 'envconfig.MustProcess("STRIPE", &settings)',
    "config, Rust": 'config::Environment::with_prefix("stripe")',
    "Dynaconf, Python": 'Dynaconf(envvar_prefix="STRIPE")',
    "click, Python": 'cli(auto_envvar_prefix = "STRIPE")',
    "Flask, Python": 'app.config.from_prefixed_env(prefix="STRIPE")',
    "Anyway Config, Ruby": "config_name :stripe",
    "the words of Anyway Config, Ruby": 'env_prefix "STRIPE_API"',
    "Spring, Java": '@ConfigurationProperties(prefix = "stripe.api")',
    "Spring without a word, Kotlin": '@ConfigurationProperties("stripe")',
    "SmallRye, Java": '@ConfigMapping(prefix = "stripe")',
    "yargs, JavaScript": 'yargs(words).env("STRIPE")',
  };
  for (const [what, text] of Object.entries(bound))
    it(`is seen where a prefix is bound by ${what}`, () => {
      assert.deepEqual([...createMentionFinder(["STRIPE_API_KEY", "STRIPES_KEY"]).namesIn(text)], ["STRIPE_API_KEY"]);
    });

  it("is seen where a prefix with dashes is bound, which Spring leaves out", () => {
    const text = '@ConfigurationProperties("my-app.mail")';
    const names = ["MYAPP_MAIL_HOST", "MY_APP_MAIL_HOST", "MYAPP_PORT"];
    assert.deepEqual([...createMentionFinder(names).namesIn(text)].sort(), ["MYAPP_MAIL_HOST", "MY_APP_MAIL_HOST"]);
  });

  it("is seen where the settings of Spring have its beginning as a key", () => {
    const finder = createMentionFinder(["STRIPE_API_KEY"]);
    const text = "stripe:\n  api-key: none\n";
    assert.deepEqual([...finder.namesIn(text, "application-prod.yml")], ["STRIPE_API_KEY"]);
    assert.deepEqual([...finder.namesIn(text, "other.yml")], []);
  });

  it("is not seen in other words", () => {
    const text = "STRIPE_API_KEYS MY_STRIPE_API_KEY STRIPE_API STRIPE API_KEY XSTRIPE_ stripes api key";
    assert.deepEqual([...createMentionFinder(["STRIPE_API_KEY"]).namesIn(text)], []);
  });

  it("is told apart among many names", () => {
    const finder = createMentionFinder(["FIRST_NAME", "SECOND_WORD", "PLAIN"]);
    assert.deepEqual([...finder.namesIn("secondWord plain")].sort(), ["PLAIN", "SECOND_WORD"]);
  });

  it("is not needed where a file with values is handed over", () => {
    for (const text of ["env_file: .env", "docker run --env-file .env", "envFrom:", "EnvironmentFile=/etc/app/.env"])
      assert.deepEqual([...createMentionFinder(["A_NAME"]).namesIn(text)], [handedOver]);
  });

  it("takes linear time to look for", () => {
    const finder = createMentionFinder(Array.from({ length: 100 }, (_, n) => `SOME_LONG_NAME_${n}`));
    for (const text of ["_".repeat(1_000_000), "SOME_LONG_".repeat(100_000), "a.".repeat(500_000)])
      assert.ok(finder.namesIn(text).size <= 100);
    for (const text of ["env_prefix ".repeat(100_000), `env_prefix${" ".repeat(1_000_000)}`])
      assert.deepEqual(boundPrefixesIn(text, ""), []);
  });
});
