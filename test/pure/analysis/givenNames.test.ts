import assert from "node:assert/strict";
import { givenIn, mayGive } from "../../../server/analysis/givenNames";

/** By path, a text with names that it gives a value (`GIVEN…`), and names that it does not. */
const cases: Record<string, readonly (readonly [path: string, text: string])[]> = {
  "an image": [
    [
      "Dockerfile",
      'FROM a\nENV GIVEN_A=1 \\\n    GIVEN_B="x y"\nENV GIVEN_C some words\n# ENV NOT=1\nENV EMPTY="" PASSED=$PASSED\n',
    ],
    ["docker/web.Dockerfile", "ARG GIVEN_A\nARG GIVEN_B=1\nENV GIVEN_A=$GIVEN_A\nRUN NOT=1 build\n"],
  ],
  "bindings of a worker": [
    [
      "site/wrangler.dev.jsonc",
      '{ "name": "NOT", // "binding"\n  "kv_namespaces": [{ "binding": "GIVEN_A", "id": "NOT" }],\n  "durable_objects": { "bindings": [{ "name": "GIVEN_B", "class_name": "NOT" }] } }',
    ],
    [
      "wrangler.toml",
      'name = "NOT"\n[[d1_databases]]\nbinding = "GIVEN_A"\ndatabase_name = "NOT"\n[[durable_objects.bindings]]\nname = "GIVEN_B"\nclass_name = "NOT"\n',
    ],
  ],
  "a build of Cargo": [
    [
      "crates/a/build.rs",
      'fn main() {\n    println!("cargo:rustc-env=GIVEN_A={v}");\n    println!(\n        "cargo::rustc-env=GIVEN_B={}",\n        1,\n    );\n    println!("cargo:rerun-if-env-changed=NOT");\n    println!("cargo:rustc-env={name}=1");\n}\n',
    ],
  ],
  "a deployment": [
    [
      "k8s/api.yaml",
      `kind: Deployment
spec:
  containers:
    - name: NOT_A_VARIABLE
      env:
        - name: GIVEN_A
          value: "1"
        - name: FROM_SECRET
          valueFrom:
            secretKeyRef:
              name: s
        - name: GIVEN_B
          value: {{ .Values.b | quote }}
      ports:
        - name: NOT
`,
    ],
    ["k8s/settings.yml", "kind: ConfigMap\ndata:\n  GIVEN_A: one\n  EMPTY:\nother:\n  NOT: 1\n"],
    [
      "render.yaml",
      "services:\n  - envVars:\n      - key: GIVEN_A\n        value: 1\n      - key: NOT\n        sync: false\n      - key: GIVEN_B\n        generateValue: true\n",
    ],
    [
      "serverless.yml",
      "provider:\n  environment:\n    GIVEN_A: ${self:custom.a}\n    NOT: ${env:NOT}\nfunctions:\n  NOT: 1\n",
    ],
    ["template.yaml", "Environment:\n  Variables:\n    GIVEN_A: !Ref A\nOutputs:\n  NOT: 1\n"],
    ["config/deploy.yml", "env:\n  clear:\n    GIVEN_A: 1\n  secret:\n    - NOT\n"],
    [
      "docker/compose.yml",
      "services:\n  a:\n    environment:\n    - GIVEN_A=1\n    - NOT\n    - PASSED=${PASSED}\n    - GIVEN_B=${GIVEN_B:-2}\n    image: a\n",
    ],
    ["fly.toml", 'app = "NOT"\n[env]\nGIVEN_A = "1"\nEMPTY = ""\n[build]\nNOT = "1"\n'],
    ["netlify.toml", '[context.production.environment]\n  GIVEN_A = "1"\n'],
    ["vercel.json", '{"env":{"GIVEN_A":"1","EMPTY":""},"build":{"env":{"GIVEN_B":"@b"}},"NOT":"1"}'],
    [
      "app.json",
      '{"env":{"GIVEN_A":{"description":"a","value":"1"},"GIVEN_B":{"generator":"secret"},"NOT":{"required":true}}}',
    ],
    [
      "infra/main.tf",
      `resource "aws_lambda_function" "a" {
  environment {
    variables = {
      GIVEN_A   = var.a
      "GIVEN_B" = "\${local.b}/x"
      EMPTY     = ""
    }
  }
  tags = { NOT = "1" }
}
module "b" {
  environment_variables = { GIVEN_C = "1", GIVEN_D = local.d }
  app_settings = merge({ NOT = "1" })
}
resource "aws_ecs_task_definition" "c" {
  container_definitions = jsonencode([{
    name        = "NOT"
    environment = [{ name = "GIVEN_E", value = "1" }, { "name" : "GIVEN_F", "value" : var.f }]
    secrets     = [{ name = "NOT", valueFrom = var.secret }]
  }])
}
resource "google_cloud_run_service" "d" {
  env {
    name  = "GIVEN_G"
    value = 1
  }
  env {
    name = "NOT"
    value_from { secret_key_ref {} }
  }
}
variable "NOT" {}
`,
    ],
    ["web.nomad", 'task "a" {\n  env {\n    GIVEN_A = "1"\n  }\n  meta {\n    NOT = 1\n  }\n}\n'],
    ["appsettings.Development.json", '{"Logging":{"Level":"a"},"GIVEN_A":"https://a","NOT":"","NOT_EITHER":{"A":1}}'],
    ["Properties/launchSettings.json", '{"profiles":{"a":{"environmentVariables":{"GIVEN_A":"1"}}}}'],
  ],
  "a way to start it": [
    [
      "package.json",
      '{"scripts":{"dev":"cross-env GIVEN_A=1 GIVEN_B=x vite","build":"NODE_ENV=production PASSED=$PASSED next build","test":"NOT=1 vitest","a":"b --X=1"}}',
    ],
    [
      "api/package.json",
      '{"scripts":{"dev":"wrangler dev --var GIVEN_A:1 GIVEN_B:x --port 1 --var GIVEN_C:`git rev-parse HEAD`","deploy":"x --var NOT:1; wrangler deploy --var PASSED:$PASSED --define NOT:1","a":"wrangler --var=\\"GIVEN_D:1\\" GIVEN_E:1"}}',
    ],
    ["web/package.json", '{"dependencies":{"react-scripts":"5.0.1"},"scripts":{"start":"react-scripts start"}}'],
    ["start.sh", 'export GIVEN_A=1\nexport GIVEN_B="${GIVEN_B:-2}"\nexport PASSED="$PASSED"\nexport NOT\nNOT=1\n'],
    ["next.config.mjs", "export default { env: { GIVEN_A: version, PASSED: process.env.PASSED }, NOT: 1 };"],
    [
      "next.config.js",
      "module.exports = { env: { GIVEN_A: 1,\n  GIVEN_B,\n GIVEN_C: f(x), given_d: 1, PASSED: process.env.PASSED } };",
    ],
    [
      "vite.config.ts",
      'define: { "process.env.GIVEN_A": "1", "import.meta.env.GIVEN_B": JSON.stringify(b), x: process.env.NOT }',
    ],
    ["webpack.config.js", "new EnvironmentPlugin({ GIVEN_A: 'a' }), new EnvironmentPlugin(['NOT'])"],
    [
      "Makefile",
      `export GIVEN_A ?= 1
export GIVEN_B := \\
  $(shell pwd)
GIVEN_C = 3
NOT = 1
EMPTY =
export GIVEN_C EMPTY ASKED
export PASSED := $(PASSED)
dev: export GIVEN_D = 4
dev: NOT=1
\t@GIVEN_E=5 GIVEN_F="a b" PASSED=$$PASSED go run .
\tcd a && GIVEN_G=$(VERSION) npm start -- --X=1
\texport GIVEN_H=6 && a -ldflags "-X main.NOT=1"
\t# NOT=1 run
unit-test: export NOT = 1
\tNOT=1 go test ./...
export GIVEN_I = 1
`,
    ],
    ["build/web.mk", "GIVEN_A = 1\nGIVEN_B ?= 1\nexport\n"],
    ["Procfile", "web: GIVEN_A=1 GIVEN_B=two bin/start -p $PORT\nworker: env PASSED=$PASSED run --X=1\n"],
    [
      "justfile",
      'export GIVEN_A := "1"\nexport PASSED := env_var("PASSED")\nNOT := "1"\nrun:\n    @GIVEN_B=2 cargo run\ntest:\n    NOT=1 cargo test\n',
    ],
    [
      "deploy/web.service",
      '[Service]\nEnvironment=GIVEN_A=1 "GIVEN_B=a b"\nEnvironment="GIVEN_C=c" EMPTY=\nEnvironmentFile=/etc/NOT\nExecStart=/bin/env NOT=1\n',
    ],
  ],
};

describe("a name that a file of the project gives a value", () => {
  for (const [what, files] of Object.entries(cases))
    for (const [path, text] of files)
      it(`is known from ${what}: ${path}`, () => {
        const own = [
          ...new Set(text.match(/GIVEN_\w|given_\w/g)),
          ...(text.includes("react-scripts") ? ["PUBLIC_URL"] : []),
        ];
        assert.ok(mayGive(path));
        assert.deepEqual(
          givenIn(path, text)
            .filter((name) => name !== "NODE_ENV")
            .sort(),
          own.sort(),
        );
      });

  it("is not looked for in other files, nor in what a CI system runs", () => {
    const paths =
      ".env .env.production src/a.ts README.md .github/workflows/a.yml .gitlab-ci.yml azure-pipelines.yml scripts/try/compose.yml templates/compose/a.yaml a.lock data.json";
    assert.deepEqual(paths.split(" ").filter(mayGive), []);
  });

  it("is looked for in linear time", () => {
    const texts: readonly (readonly [string, string])[] = [
      ["a.yaml", "env:\n".repeat(100_000)],
      ["a.yaml", `env:${" ".repeat(500_000)}\n${" ".repeat(500_000)}`],
      ["a.yaml", "- name: A\n".repeat(100_000)],
      ["Dockerfile", `ENV ${"\\\n".repeat(300_000)}`],
      ["a/vercel.json", '"env":{'.repeat(100_000)],
      ["next.config.js", "env: {".repeat(100_000)],
      ["a.sh", "export A=".repeat(100_000)],
      ["a.toml", "[".repeat(500_000)],
      ["a.tf", "env = {".repeat(100_000)],
      ["a.tf", `name = "A"${" ".repeat(500_000)}`],
      ["a.tf", 'name = "A" '.repeat(100_000)],
      ["a.tf", `env {${"A = ".repeat(100_000)}`],
      ["Makefile", `export ${"A ".repeat(200_000)}`],
      ["Makefile", `\t${"A=1 ".repeat(200_000)}`],
      ["Makefile", "A ?= ".repeat(100_000)],
      ["Makefile", "a:".repeat(200_000)],
      ["Procfile", "a: ".repeat(200_000)],
      ["a.service", `Environment=${'"'.repeat(500_000)}`],
    ];
    for (const [path, text] of texts) assert.deepEqual(givenIn(path, text).length <= 1, true, path);
  });
});
