import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { processorTime } from "../../processorTime";
import { declare, known, read, removeLast } from "./reading";

describe(".env.example", () => {
  it("is not misled by what stands in a value of several lines", () => {
    const text = 'KEY="-----BEGIN KEY-----\nMIIE=\nOTHER=x\n-----END KEY-----"\nNEXT=\nOPEN="\nLAST=\n';
    assert.deepEqual(read(".env.example", text), ["KEY optional", "NEXT required", "OPEN optional", "LAST required"]);
  });

  it("is read as it is meant whatever else counts as the end of a line", () => {
    const text = "# The first\nA=1 # one\nB= # two\nC='x'\nD=\n";
    const meant = read(".env.example", text);
    assert.equal(meant.length, 4);
    assert.deepEqual(read(".env.example", text.replaceAll("\n", "\r\r\n")), meant);
    assert.deepEqual(read(".env.example", "A=x\u2028y # z\nB=\n"), ["A optional: z", "B required"]);
  });

  it("is about one stage where its name says so", () => {
    const stageOf = (fileName: string) => readManifest(fileName, "A=\n")?.declarations[0]?.stage;
    assert.deepEqual([".env.dev.example", ".env.development-azure.template"].map(stageOf), ["dev", "dev"]);
    assert.deepEqual(["env.prod.template", ".env.staging.example", ".env.stage.dist"].map(stageOf), [
      "prod",
      "prod",
      "prod",
    ]);
    assert.deepEqual([".env.testing.example", ".env.test.tpl"].map(stageOf), ["test", "test"]);
    const runners = [".env.ci.example", ".env.dusk.example", ".env.e2e.sample", ".env.example.cypress"];
    assert.deepEqual(new Set(runners.map(stageOf)), new Set(["test"]));
    assert.equal(stageOf(".env.circle.example"), undefined);
    const others = [
      ".env.example",
      ".env.local.example",
      ".dev.vars.example",
      ".env.devcontainer.example",
      ".env.latest.example",
    ];
    assert.deepEqual(
      others.map(stageOf),
      others.map(() => undefined),
    );
  });

  it("takes no comment for a description that a blank line or a divider sets apart", () => {
    const text = "# A section\n\nA=\n# --------\nB=\n# the third\nC=\n";
    assert.deepEqual(read(".env.example", text), ["A required", "B required", "C required: the third"]);
  });

  it("knows what is said outright from what is inferred", () => {
    const { declarations } = readManifest(".env.example", "A=\n# @required\nB=1\n")!;
    assert.deepEqual(
      declarations.map(({ explicit }) => explicit),
      [false, true],
    );
  });

  it("asks for nothing that its own words call optional", () => {
    const text =
      "# OPTIONAL: the port\nA=\n# The key (optional)\nB=\n# [Optional] a host\nC=\n# Not optional at all\nD=\n";
    assert.deepEqual(
      read(".env.example", text).map((line) => line.replace(/:.*/, "")),
      ["A optional", "B optional", "C optional", "D required"],
    );
  });

  for (const words of [
    "Stripe (optional - for payments)",
    "Radar (private preview) — optional",
    "The secret (optional, falls back to another)",
    "Optionally enable Sentry",
    "[[AUTH OPTIONAL]] Find documentation here",
    "Only needed if mail is sent",
    "This is only\n# required when keys are in a file",
    "Required when webhooks are enabled",
    "Only for HTTPS",
    "Leave empty or omit when not using a socket",
    "You can leave this blank",
    "set if you'd like to send messages",
    "If you wish to track yourself",
    "cron is disabled if not set",
    "Defaults to 3000",
    "The app still works without these values",
    "Override the maximum size of imports",
    "For normal operation this does not need to be set.",
    "If neither is set, codes are printed",
    "No need to set it: it doesn't have to be set",
    "The domain. Relevant when using Cloudfront",
    "Sentry CLI (Set these values if you want to upload source maps)",
  ])
    it(`asks for nothing where people say ${JSON.stringify(words)}`, () => {
      assert.match(read(".env.example", `# ${words}\nA=\nB=\n`).join(), /^A optional.*B required$/s);
      assert.match(
        read(".env.example", `A= # ${words.replace(/\n# /, " ")}\nB=\n`).join(),
        /^A optional.*B required$/s,
      );
    });

  for (const words of [
    "Not optional",
    "A non-optional key",
    "Required: the key, used for all that is signed",
    "Only the key",
    "Get it when you sign up, if you have no account",
    "Used when cookies are signed",
    "The server refuses to start if not set",
    "Nothing works without a key",
    "If none is set, it will not start",
    "The overrides of the key",
  ])
    it(`asks for what people describe as ${JSON.stringify(words)}`, () => {
      assert.match(read(".env.example", `# ${words}\nA=\n`).join(), /^A required/);
    });

  it("asks for nothing of a family whose heading calls it optional", () => {
    const github = "# GitHub (optional)\n# From github.com\nGITHUB_ID=\nGITHUB_SECRET=\nGITHUB_ORG=\n";
    const rest =
      "# @optional\nREDIS_URL=\nREDIS_CA=\nDATABASE_URL=\n\nGITHUB_PAGE=\nSMTP_HOST= # optional\nSMTP_PORT=\n# The port\nSMTP_USER=\n";
    assert.deepEqual(
      read(".env.example", github + rest).filter((line) => line.includes("required")),
      [
        "REDIS_CA required",
        "DATABASE_URL required",
        "GITHUB_PAGE required",
        "SMTP_PORT required",
        "SMTP_USER required: The port",
      ],
    );
    const after = declare(".env.example", github, "GITHUB_TOKEN") ?? "";
    assert.deepEqual(read(".env.example", after).at(-1), "GITHUB_TOKEN required");
    assert.ok(declare(".env.example", github, "OTHER")?.endsWith("GITHUB_ORG=\nOTHER=\n"));
  });

  for (const words of [
    "Additional Optional Settings",
    "API Keys (Optional: an own one overrides those of all users)",
    "Optional provider credentials, see the manual",
    "General configuration [optional]",
    "These variables are optional",
  ])
    it(`asks for nothing of what stands together below ${JSON.stringify(words)}`, () => {
      const text = `A=\n# ${words}\n# See https://example.com\nB=\nC_ONE=\n# The next\nD=\n\nE=\n`;
      const required = read(".env.example", text).filter((line) => line.includes(" required"));
      assert.deepEqual(required, ["A required", "E required"]);
      const after = declare(".env.example", text.slice(0, -4), "NEW");
      assert.equal(read(".env.example", after ?? "").at(-1), "NEW required");
    });

  it("asks for what stands below one that is optional for the sake of settings", () => {
    const text = "# The name of a server (optional). Its settings are found below\nA=\nB=\n";
    assert.deepEqual(read(".env.example", text).at(-1), "B required");
  });

  const sections: Readonly<Record<string, readonly [text: string, required: string]>> = {
    "a title between two dividers, up to the next one like it": [
      "# ====\n# Optional: login\n# ====\n# of users\nA=\n\n# ----\n# Mail\n# ----\nB=\n\n# ====\n# Store\n# ====\nC=\n",
      "C",
    ],
    "a title in a divider, up to one that requires": [
      "# ===== Required =====\nA=\n\n# ===== Optional ENVS ======\nB=\n\n# Words\nC=\n# --- Required too ---\nD=\n",
      "A D",
    ],
    "a title in a divider between two others": [
      "######\n# --- OPTIONAL --- #\n######\n\n####\n# MAIL #\n####\nA=\n",
      "",
    ],
    "a title above a divider": ["A=\n\n# Optional\n# --------\nB=\n\n# Store\n# --------\nC=\n", "A C"],
    "a title below a divider": ["#####\n# Mail (optional)\n\nA=\n\n#####\n# Store\n\nB=\n", "B"],
    "a title that is alone, up to the next one": [
      "A=\n\n### Optional env vars\n\n# Site\nB=\n\n### Other\n\nC=\n",
      "A C",
    ],
    "no title of other words, nor one that requires as well": [
      "# Mail, optional but slow\n\nA=\n\n# === Required, or optional with SSO ===\nB=\n\n# === Not optional ===\nC=\n",
      "A B C",
    ],
    "no name that its own words require": ["# === Optional ===\n# mandatory\nA=\nB=\n# @required\nC=\n", "A C"],
    "a title that says that it is for insiders": ["A=\n\n# ==== INTERNAL USE ONLY ====\nB=\n", "A"],
    "nothing where a divider has no title": ["# ====\n\nA=\n# ====\n# ====\nB=\n", "A B"],
  };
  for (const [what, [text, required]] of Object.entries(sections))
    it(`takes for optional what is below ${what}`, () => {
      const found = readManifest(".env.example", text)?.declarations.filter((declaration) => declaration.required);
      assert.equal(found?.map(({ name }) => name).join(" "), required);
    });

  it("says that a new entry is required where the title of its section says otherwise", () => {
    const text = "A=\n\n# === Optional ===\n# of those\nB=\n";
    assert.deepEqual(read(".env.example", declare(".env.example", text, "NEW") ?? "").at(-1), "NEW required");
    assert.match(declare(".env.example", text, "NEW") ?? "", /\n# @required\nNEW=\n$/);
  });

  it("gets a new entry with its description", () => {
    const after = declare(".env.example", "A=\r\n", "NEW", { required: false, description: "Talks to\nthe model" });
    assert.equal(after, "A=\r\n# Talks to the model\r\n# @optional\r\nNEW=\r\n");
  });

  it("takes linear time, whatever stands in its comments and values", () => {
    const texts = ["# words\n".repeat(200_000) + "A=\n", `# ${'@a="'.repeat(100_000)}\nA=\n`, 'A="\n'.repeat(100_000)];
    const taken = processorTime(() => {
      for (const text of texts) assert.ok(readManifest(".env.schema", text)!.declarations.length > 0);
    });
    assert.ok(taken < 3000, `${taken} ms`);
  });

  it("is not told what is required by a description from elsewhere", () => {
    const after = declare(".env.example", "", "NEW", { description: "mind @optional\n# @required" });
    assert.deepEqual(read(".env.example", after ?? ""), ["NEW required: mind optional # required"]);
  });

  it("loses an entry with the comments that belong to it", () => {
    const text = '# one\nA=\n\n# two\nB="x\ny"\nC=\n';
    assert.equal(removeLast(".env.example", text, "B"), "# one\nA=\n\nC=\n");
    assert.equal(removeLast(".env.example", text, "C"), '# one\nA=\n\n# two\nB="x\ny"\n');
  });
});

describe("a value in an example", () => {
  const isRequired = (value: string): boolean =>
    readManifest(".env.example", `A=${value}\n`)!.declarations[0]?.required === true;
  const asking = `<your key>|{{ KEY }}|[KEY]|xxxx|...|****|change-me|CHANGEME|changethis|replace_me|REPLACE_WITH_KEY|your-key|todo|*** REPLACE ***
    |sk_test_...|whsec_...|re_...|sk-...|__REPLACE_ME__|placeholder|sk-your-key-here|re_your_resend_api_key_here|yourapikeyhere|ENTER-STRING-HERE
    |add-your-api-key|insert_key|unkey_xxx|sk-xxxxxxxx|A0XXXXXXX|xx-xxxx-x|some_long_api_key_here|bucket_name_here|PLEASE_REPLACE_WITH_CODE|<fill in>`;
  const given = `secret|super-secret-value|hello@example.com|mongodb://127.0.0.1/your-database-name|**|G-1234|info|localhost|http://here|somewhere
    |LOCAL_ONLY_CHANGE_ME|my-superstrong-secret|xx|max|everywhere|there|us-east-1|a...b|yourdomain.com|inserted|SET_A_PASSWORD_HERE_123`;

  it("asks for one where it stands for it", () => {
    assert.deepEqual(
      asking.split("|").filter((value) => !isRequired(value.trim())),
      [],
    );
  });

  it("is one otherwise", () => {
    assert.deepEqual(
      given.split("|").filter((value) => isRequired(value.trim())),
      [],
    );
  });
});

describe("comments above an entry that is taken out", () => {
  const kept: Record<string, readonly [before: string, name: string, after: string]> = {
    "stay where they are about the file": [
      "# Copy this file to .env\n# The key of A\nA_KEY=\nB_KEY=\n",
      "A_KEY",
      "# Copy this file to .env\nB_KEY=\n",
    ],
    "stay where an empty comment stands between": [
      "# Settings of a thing\r\n#\r\n# The key of A\r\nA_KEY=\r\nB_KEY=\r\n",
      "A_KEY",
      "# Settings of a thing\r\n#\r\nB_KEY=\r\n",
    ],
    "stay where they are a heading": ["X=\n\n# [[ MAIL ]]\n# Who\nA_KEY=\n", "A_KEY", "X=\n\n# [[ MAIL ]]\n"],
    "stay where they are about several": [
      "X=\n# Mail\nSMTP_HOST=\nSMTP_PORT=\n",
      "SMTP_HOST",
      "X=\n# Mail\nSMTP_PORT=\n",
    ],
    "go where they name it": ["# SMTP_HOST: who\nSMTP_HOST=\nSMTP_PORT=\n", "SMTP_HOST", "SMTP_PORT=\n"],
    "go where they decide about it": ["# @optional\nSMTP_HOST=\nSMTP_PORT=\n", "SMTP_HOST", "SMTP_PORT=\n"],
    "go where the next has its own": ["# Who\nSMTP_HOST=\n# Where\nSMTP_PORT=\n", "SMTP_HOST", "# Where\nSMTP_PORT=\n"],
    "go where it stands alone": ["X=\n# Mail\nSMTP_HOST=\n\nSMTP_PORT=\n", "SMTP_HOST", "X=\n\nSMTP_PORT=\n"],
  };
  for (const [what, [before, name, after]] of Object.entries(kept))
    it(what, () => {
      assert.equal(removeLast(".env.example", before, name), after);
    });
});

describe("values in an example", () => {
  const values: Record<string, string> = {
    "in quotes, with what looks like a comment": "A=\"hunter2 #hunter2\"\nB='x #hunter2'\nC=`#hunter2` # words\n",
    "in a quote that nobody has closed yet": 'A="x #hunter2\n',
    "behind a quote that an open one ends at": 'A="x\nB="y #hunter2"\nC=\n',
    "in brackets": 'A=encrypted("x #hunter2")\n',
    "of several lines": 'A="{\n  \\"a\\": 1,\nhunter2=x\n}"\nB=\n',
    "of several lines in a comment": '# A_KEY="-----BEGIN KEY-----\n# hunter2\n# -----END KEY-----"\nB=\n',
    "in PEM without quotes": "A=-----BEGIN KEY-----\nhunter2=\n-----END KEY-----\nB=\n",
    "in PEM without quotes, in a comment": "# A_KEY=-----BEGIN KEY-----\n# hunter2\n# -----END KEY-----\nB=\n",
    "in PEM with a quote that nobody closes": 'A="-----BEGIN KEY-----\nhunter2=\n-----END KEY-----\nB=\n',
    "switched off in small letters": "# db_password=hunter2\n# export Token = hunter2\nA=\n",
  };
  for (const [what, text] of Object.entries(values))
    it(`show in no name and no description: ${what}`, () => {
      for (const fileName of [".env.example", ".env.schema"])
        assert.doesNotMatch(JSON.stringify(readManifest(fileName, text)), /hunter2/);
      assert.match(read(".env.example", text).at(-1)!, /^[ABC] (?:required|optional)(?:: words)?$/);
    });

  it("hide no comment behind them", () => {
    const text = "A='x #1' # @required\nB=\"x\ny\" # @required words\nC=f(\n  a=1,\n) # @required\nD=x # @required\n";
    assert.deepEqual(read(".env.schema", text), ["A required", "B required: words", "C required", "D required"]);
  });

  it("hide no entry below them", () => {
    const text = '# AA="open\n# BB="x"\nC=f(\nD=-----BEGIN KEY\nE="\\\\"\nF=\n';
    assert.equal(
      read(".env.example", text)
        .map((line) => line[0])
        .join(""),
      "ABCDEF",
    );
  });
});

describe("an entry that is added to an example", () => {
  const descriptions = {
    "The port (optional)": "The port (optional)",
    "Optional: the port": "Optional: the port",
    "mind @optional and me@b.example": "mind optional and me@b.example",
    "@sensitive words": "sensitive words",
    "OTHER=1": "",
    OTHER_NAME: "",
    "--- words": "",
    "secrets-ignore-next-line": "",
  };
  for (const [description, expected] of Object.entries(descriptions))
    it(`is required whatever describes it: ${description}`, () => {
      const after = declare(".env.example", "A=\n", "NEW", { description }) ?? "";
      assert.deepEqual(read(".env.example", after), ["A required", `NEW required${expected && `: ${expected}`}`]);
      assert.deepEqual(known(".env.example", after), []);
    });

  it("is not described by what the file says at its end", () => {
    assert.equal(declare(".env.example", "# Copy me\r\n", "NEW"), "# Copy me\r\n\r\nNEW=\r\n");
    assert.equal(declare(".env.example", "A=\n# @optional", "NEW"), "A=\n# @optional\n\nNEW=\n");
    assert.equal(declare(".env.example", "# A_KEY=\n", "NEW"), "# A_KEY=\nNEW=\n");
  });

  it("may have dashes and dots in its name, as dotenv reads them", () => {
    assert.deepEqual(read(".env.example", declare(".env.example", "", "stripe-key.new") ?? ""), [
      "stripe-key.new required",
    ]);
  });
});

describe("an example", () => {
  it("knows a name that stands in a comment all by itself", () => {
    const text = "# Sentry\n# SAMPLE_RATE\n#  LOG_LEVEL  \r\n# SENTRY_DSN=\n# see SOME_NAME\nA=\n";
    assert.deepEqual(known(".env.example", text), ["SAMPLE_RATE listed", "LOG_LEVEL listed"]);
  });

  it("takes a list or an object for a value, and what is in brackets for a request", () => {
    const text = `HOSTS='["a.example"]'\nPORTS=[1, 2]\nNONE=[]\nMAP='{"a":1}'\nKEY=[your key]\nID={id}\n`;
    const required = read(".env.example", text).filter((line) => line.endsWith("required"));
    assert.deepEqual(required, ["KEY required", "ID required"]);
  });
});

describe(".env.schema", () => {
  const cases: Record<string, readonly [text: string, declarations: readonly string[]]> = {
    "asks for everything that it has no value for": [
      "NO_VALUE=\nWITH_VALUE=bar\nCOMPUTED=exec('op read')\n",
      ["NO_VALUE required", "WITH_VALUE optional", "COMPUTED optional"],
    ],
    "does what @required and @optional say, true or false": [
      "A= # @required\nB=1 # @required=true\nC= # @required=false\nD= # @optional\nE= # @optional=false\n",
      ["A required", "B required", "C optional", "D optional", "E required"],
    ],
    "keeps to the default where a decorator is undefined": ["A= # @required=undefined\n", ["A required"]],
    "requires nothing on a condition, since nobody knows here how that turns out": [
      "A= # @required=forEnv(prod)\nB= # @optional=forEnv(dev)\n",
      ["A optional", "B optional"],
    ],
    "is turned by @defaultRequired": [
      "# @currentEnv=$APP_ENV @defaultRequired=false\n# ---\nA=\n# @required\nB=\n",
      ["A optional", "B required"],
    ],
    "asks for nothing that it infers from a value it has": [
      "# @defaultRequired=infer\n# ---\nA=\nB=foo\n",
      ["A optional", "B optional"],
    ],
    "describes without decorators": [
      '# Stripe key\n# @sensitive @type=string(startsWith="sk_") # from the dashboard\n# @docs(https://x.y/z)\nA=\n',
      ["A required: Stripe key from the dashboard"],
    ],
    "takes no decorator out of the middle of a sentence": ["# mind @optional words\nA=\n", ["A required: mind words"]],
    "takes no decorator out of the words of another one, nor out of those behind it": [
      "# @docs(\"on @optional\") @example='@sensitive' # not @optional\nA=\n",
      ["A required: not"],
    ],
    "takes nothing over a divider, wherever that begins": ["# @optional\n#  --- words ---\nA=\n", ["A required"]],
    "reads the arguments of a function on lines of their own": [
      "A=remap(\n  $X, # (\n  b=c,\n  d=')',\n)\nB=\n",
      ["A optional", "B required"],
    ],
    "has no entries that are switched off": ["# A=\nB=\n", ["B required"]],
  };
  for (const [what, [text, declarations]] of Object.entries(cases))
    it(what, () => {
      assert.deepEqual(read(".env.schema", text), declarations);
    });

  it("gets a new entry that is read as it was meant, whatever the default is", () => {
    for (const initial of ["", "# @defaultRequired=false\n# ---\nA=\n", "# @defaultRequired\n# ---\nA=\n"])
      for (const required of [true, false]) {
        const after = declare(".env.schema", initial, "NEW", { required }) ?? "";
        assert.equal(read(".env.schema", after).at(-1), `NEW ${required ? "required" : "optional"}`);
      }
  });

  it("says what is sensitive", () => {
    const text = "# @sensitive\nA=\n# @public\nB=\n# @sensitive=false\nC=\nD=\n";
    assert.deepEqual(
      readManifest(".env.schema", text)!.declarations.map(({ sensitive }) => sensitive),
      [true, false, false, undefined],
    );
  });
});
