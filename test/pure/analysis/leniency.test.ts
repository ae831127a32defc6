import assert from "node:assert/strict";
import { isLenient, isOffering, isTooling, stageOf } from "../../../server/analysis/leniency";
import { isPlumbing } from "../../../server/analysis/plumbing";

describe("lenient files", () => {
  const lenient =
    `test/a.ts src/__tests__/a.ts tests/a.py packages/x/Tests/a.cs src/a.test.ts src/a.spec.tsx src/app.e2e-spec.ts
    e2e/login.ts cypress/support/a.js src/Button.stories.tsx src/a.cy.ts test_a.py src/a_test.py conftest.py pkg/a_test.go lib/a_spec.rb analysis.ipynb a/analysis.ipynb#cell
    src/main/UserTest.java src/UserTests.cs jest.config.js vitest.config.mts playwright.config.ts jest.setup.ts examples/next/app.ts
    docs/guide.md .yarn/releases/yarn-4.6.0.cjs vendor/lib/a.go third_party/a.c dist/index.js build/a.js public/a.min.js src/__generated__/api.ts src/a.generated.ts
    api/a.pb.go api/a_pb2.py lib/a.g.dart benches/a.rs src/testdata/a.txt server/load_tests/config.py
    src/bench_a.py agents/breadth_benchmark.py src/benchParser.ts src/agent.eval.ts internal-packages/testcontainers/src/a.ts
    public/v1/js/lib/vue.js wwwroot/lib/a/a.js app/static/libs/a.mjs packages/slack/src/mock.ts src/utils/mocks.js
    smoke-tests/a/b.go acceptance_tests/a.py functional-tests/a.rb packages/codemod/src/transforms/basic.input.ts transforms/__testfixtures__/a.output.tsx
    playwright_tests/core/utilities.py ui-tests/a.ts API.Tests/Setup.cs
    config/test.exs config/environments/test.rb apps/shop/config/test.exs`.split(/\s+/);
  const strict =
    `src/a.ts a.py README.md src/contest.java src/latest.ts src/testing-tools.ts smoke/a.ts src/functional/a.ts src/attest.go app/spectrum.ts src/builder/a.ts
    src/docs.ts src/example.ts contest.py src/distance.ts .github/workflows/test.yml src/generate.ts vite.config.ts next.config.js
    src/protest.kt src/Greatest.kt src/benchmarking.py src/workbench.py src/benchmarks.ts features/evals/a.ts
    src/lib/a.js public/library.js assets/lib/a.js static/lib/a.ts public/js/app.js src/mocked.ts src/user.input.ts
    config/prod.exs config/environments/production.rb src/config/test.ts lib/test.ex src/latest/a.ts
    contests/a.py src/protests/a.rb`.split(/\s+/);

  it("are tests, examples, documentation, vendored and generated ones", () => {
    assert.deepEqual(
      lenient.filter((path) => !isLenient(path)),
      [],
    );
  });

  it("are not those that only look a little like it", () => {
    assert.deepEqual(strict.filter(isLenient), []);
  });
});

describe("files of tools", () => {
  it("are scripts and settings, apart from the app", () => {
    const paths = [
      "scripts/seed.ts",
      "packages/a/script/x.py",
      "vite.config.mts",
      "apps/web/next.config.js",
      "ci/build.js",
      "prisma/seed.ts",
      "apps/webapp/seed-queue-metrics.mts",
      "Gemfile",
      "ios/Podfile",
      "fastlane/Fastfile",
      "Rakefile",
      "gulpfile.js",
      "Gruntfile.cjs",
      "noxfile.py",
      "setup.py",
      "app/build.gradle.kts",
      "mix.exs",
      "lib/tasks/import.rake",
    ];
    assert.deepEqual(
      paths.filter((path) => !isTooling(path)),
      [],
    );
    assert.deepEqual(
      [
        "src/config.ts",
        "src/app.config/a.ts",
        "src/scripts.ts",
        "src/manuscripts/a.ts",
        "src/seedling.ts",
        "app/profile.rb",
        "src/gulpfiles.ts",
        "src/setup.ts",
        "src/rake.rb",
      ].filter(isTooling),
      [],
    );
  });
});

describe("settings for one stage", () => {
  it("are known by their folder and name", () => {
    const paths = ["config/environments/production.rb", "apps/a/config/prod.exs", "shop/settings/development.py"];
    assert.deepEqual(paths.map(stageOf), ["prod", "prod", "dev"]);
    const others = [
      "config/runtime.exs",
      "lib/production.rb",
      "settings/base.py",
      "config/test-utils.ts",
      "config/prod/a.ts",
    ];
    assert.deepEqual(
      others.map(stageOf),
      others.map(() => undefined),
    );
  });
});

describe("files that offer more than an app has to use", () => {
  it("are Django's settings", () => {
    const paths = ["shop/settings.py", "shop/settings/base.py", "settings/__init__.py"];
    assert.deepEqual(
      paths.filter((path) => !isOffering(path)),
      [],
    );
    assert.deepEqual(
      ["shop/my_settings.py", "settings/a/b.py", "settings.ts", "src/settings.rs"].filter(isOffering),
      [],
    );
  });

  it("are those of Laravel's configuration", () => {
    const paths = ["config/services.php", "packages/shop/config/mail.php", "app/Config/cache.php"];
    assert.deepEqual(
      paths.filter((path) => !isOffering(path)),
      [],
    );
    assert.deepEqual(
      ["config/app.ts", "app/config.php", "lib/config.exs", "app/Mail.php", "config/nested/a/mail.php"].filter(
        isOffering,
      ),
      [],
    );
  });
});

describe("plumbing", () => {
  const plumbing =
    `PATH NODE_ENV CI PORT npm_package_name VSCODE_PID GITHUB_SHA GITHUB_TOKEN RUNNER_OS CI_COMMIT_SHA CI_JOB_TOKEN
    VERCEL_URL NEXT_PUBLIC_VERCEL_ENV DEPLOY_PRIME_URL CF_PAGES_BRANCH RENDER_EXTERNAL_URL FLY_REGION RAILWAY_PUBLIC_DOMAIN
    HEROKU_APP_NAME AWS_LAMBDA_FUNCTION_NAME K_SERVICE WEBSITE_HOSTNAME CIRCLE_SHA1 BUILDKITE_BRANCH JENKINS_URL TF_BUILD
    REQUEST_METHOD HTTP_X_FORWARDED_FOR XDG_CONFIG_HOME LC_ALL ProgramFiles http_proxy
    FORCE_HYPERLINK CURSOR_TRACE_ID NEXT_MANUAL_SIG_HANDLE
    NEXTEST NEXTEST_ENV NEXTEST_RUN_ID MIX_TEST_PARTITION ProgramFiles(x86) PROGRAMFILES(X86) ProgramW6432`.split(
      /\s+/,
    );
  const others =
    `DATABASE_URL API_KEY GITHUB_CLIENT_SECRET GITHUB_APP_ID VERCEL_TOKEN FLY_API_TOKEN RENDER_API_KEY RAILWAY_TOKEN
    HEROKU_API_KEY CIRCLE_TOKEN BUILDKITE_AGENT_ACCESS_TOKEN NPM_TOKEN AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID SENTRY_DSN
    CI_DEPLOY_KEY PATHS NODE_ENVIRONMENT`.split(/\s+/);

  it("is what systems, shells, editors, CI systems and platforms set by themselves", () => {
    assert.deepEqual(
      plumbing.filter((name) => !isPlumbing(name)),
      [],
    );
  });

  it("is no credential that somebody has to provide, whatever its prefix", () => {
    assert.deepEqual(others.filter(isPlumbing), []);
  });
});
