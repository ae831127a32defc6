import assert from "node:assert/strict";
import { isIgnored } from "../../../server/analysis/ignored";
import { nameProblem } from "../../../server/analysis/nameProblem";
import { nearName } from "../../../server/analysis/nearName";
import { isPlumbing } from "../../../server/analysis/plumbing";

describe("near names", () => {
  const known = [
    "OPENAI_API_KEY",
    "STRIPE_KEY",
    "S3_KEY_1",
    "DB_URL",
    "SMTP_PORT",
    "MIGRATION_URL",
    "CLIENT_ID",
    "APP_ORIGIN",
    "RESEND_TOKEN",
    "POSTGRES_NAME",
    "GPT4O_MINI_KEY",
    "AUTH0_DOMAIN",
    "PROJECT_ID",
    "EXTERNAL_URL",
    "TTS_MODEL",
    "MAIL_FROM",
    "LINKED_KEY",
    "HTTP_ADDRESS",
    "MYSQL_USER",
    "USER_TOKEN",
    "GROK_API_KEY",
    "MISTRAL_API_KEYS",
  ];
  const cases: Record<string, string | undefined> = {
    OPENAI_API_KY: "OPENAI_API_KEY",
    GROQ_API_KEY: undefined,
    GROK_API_KY: "GROK_API_KEY",
    groq_api_key: undefined,
    mistral_api_keys: "MISTRAL_API_KEYS",
    OPENAI_APIKEY: "OPENAI_API_KEY",
    OPENIA_API_KEY: "OPENAI_API_KEY",
    openai_api_key: "OPENAI_API_KEY",
    STRIPE_KEYS: "STRIPE_KEY",
    BD_URL: "DB_URL",
    SMTP_PROT: "SMTP_PORT",
    MIGRATON_URL: "MIGRATION_URL",
    RESND_TOKEN: "RESEND_TOKEN",
    PSTGRS_NAME: "POSTGRES_NAME",
    UNSEND_TOKEN: undefined,
    PROJCET_ID: "PROJECT_ID",
    POJECT_ID: "PROJECT_ID",
    PRODUCT_ID: undefined,
    INTERNAL_URL: undefined,
    EXTERNEL_URL: "EXTERNAL_URL",
    ETXERANL_URL: "EXTERNAL_URL",
    STT_MODEL: undefined,
    TST_MODEL: "TTS_MODEL",
    EMAIL_FROM: undefined,
    UNLINKED_KEY: undefined,
    INKED_KEY: "LINKED_KEY",
    HTTPS_ADDRESS: undefined,
    HTP_ADDRESS: "HTTP_ADDRESS",
    MSSQL_USER: undefined,
    USER_TOKEN2: undefined,
    USER_TOKEN_2: undefined,
    USER2_TOKEN: undefined,
    USERS_TOKEN: "USER_TOKEN",
    SMTP_HOST: undefined,
    MIGRATION_SSL: undefined,
    CLIENT_IP: undefined,
    DB_URI_X: undefined,
    S3_KEY_2: undefined,
    GPT4_1_MINI_KEY: undefined,
    AUTH_DOMAIN: "AUTH0_DOMAIN",
    AUTH0_DOMIAN: "AUTH0_DOMAIN",
    SLACK_KEY: undefined,
    API_ORIGIN: undefined,
    _APP_ORIGIN: undefined,
    __DB_URL: undefined,
    STRIPE_KEY_: "STRIPE_KEY",
    OPENAI_API_KEY: undefined,
    X: undefined,
  };
  for (const [name, expected] of Object.entries(cases))
    it(`${name} ${expected === undefined ? "is near nothing" : `is near ${expected}`}`, () => {
      assert.equal(nearName(name, known), expected);
    });
});

describe("ignored names", () => {
  it("match as a whole, with * for any characters", () => {
    const patterns = ["EXACT", "NEXT_PUBLIC_*", "*_TEST", "A*B*C"];
    const ignored = ["EXACT", "NEXT_PUBLIC_URL", "X_TEST", "ABC", "AxBxC"];
    const kept = ["EXACTLY", "XNEXT_PUBLIC_", "X_TESTS", "AC", "ABCx", ""];
    assert.deepEqual(
      ignored.filter((name) => !isIgnored(name, patterns)),
      [],
    );
    assert.deepEqual(
      kept.filter((name) => isIgnored(name, patterns)),
      [],
    );
  });

  it("are matched in linear time however the pattern is written", () => {
    assert.equal(isIgnored("A".repeat(100_000), ["*A".repeat(5000) + "B"]), false);
  });
});

describe("plumbing", () => {
  it("is what the surroundings set by themselves", () => {
    const names = [
      ...["NODE_ENV", "PATH", "HOME", "CI", "PORT", "TZ", "npm_package_version", "GITHUB_SHA", "VERCEL_URL"],
      "NEXT_PRIVATE_STANDALONE_CONFIG",
    ];
    assert.deepEqual(
      names.filter((name) => !isPlumbing(name)),
      [],
    );
  });

  it("is not what a project asks for", () => {
    const names = [
      "OPENAI_API_KEY",
      "DATABASE_URL",
      "GITHUB_CLIENT_SECRET",
      "AWS_SECRET_ACCESS_KEY",
      "NEXT_PRIVATE_UPLOAD_BUCKET",
      "PORTAL",
      "DEVELOPER",
    ];
    assert.deepEqual(names.filter(isPlumbing), []);
  });
});

describe("a new name", () => {
  const rule = { namePattern: /^[A-Z_][A-Z0-9_]*$/, nameRule: "capitals, digits and underscores." };
  it("is required, well formed and not taken", () => {
    assert.equal(nameProblem(" ", rule, false), "Secret key is required");
    assert.equal(nameProblem("no-good", rule, false), "A secret key takes capitals, digits and underscores.");
    assert.equal(nameProblem("TAKEN", rule, true), "A secret named TAKEN already exists");
    assert.equal(nameProblem("FINE", rule, false), undefined);
  });
});
