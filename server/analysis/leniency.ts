import type { Stage } from "../manifests/stage";
import { stageIn } from "../manifests/stage";

/**
 * Files that are not the program itself: tests and what they work on, examples, documentation, what others wrote, and what tools
 * made. A name in them is often made up, or set by the test, so nothing is called undeclared or missing there. By folder, and
 * by file name; all in lower case.
 */
const folders: readonly string[] = [
  // jestjs.io/docs/configuration#testmatch-arraystring; vitest.dev/config/include; docs.pytest.org; go.dev/cmd/go (testdata); rspec.info; testcontainers.com
  `test tests __tests__ spec specs __mocks__ __fixtures__ __snapshots__ testdata testing fixture fixtures mocks stubs test-utils testutils
  androidtest integration e2e testcontainers`,
  // docs.cypress.io/app/core-concepts/writing-and-organizing-tests; playwright.dev/docs/test-configuration; storybook.js.org/docs
  `cypress playwright .storybook storybook stories`,
  // what rewrites other people's code, and what it is tried on: github.com/facebook/jscodeshift
  `codemod codemods __testfixtures__`,
  // github.com/github-linguist/linguist documentation.yml, which has examples among it
  `example examples sample samples demo demos playground playgrounds doc docs documentation javadoc`,
  // benchmarks and tests of load, measured with settings of their own; docs.locust.io for the latter
  `bench benches benchmark benchmarks loadtest loadtests`,
  // github.com/github-linguist/linguist vendor.yml; yarnpkg.com/getting-started/qa for what Yarn keeps of itself
  `.yarn vendor vendors vendored third_party third-party thirdparty node_modules bower_components site-packages dist-packages pods carthage deps`,
  // github.com/github-linguist/linguist generated.rb; github.com/github/gitignore for what builds leave behind
  `dist build out target generated __generated__ gen coverage .next .nuxt .output .svelte-kit .vercel .turbo .cache storybook-static`,
].flatMap((names) => names.split(/\s+/));

const lenientFolders = new Set(folders);

/** `e2e-tests`, `playwright_tests`, `API.Tests`: learn.microsoft.com/dotnet/core/testing for the last. */
const testFolder = /.[-_.]tests?$/;

const lenientNames: readonly RegExp[] = [
  // Cells of notebooks, which set what they need by themselves: `%env NAME=value`, ipython.readthedocs.io/en/stable/interactive/magics.html
  /\.ipynb(?:#.*)?$/,
  // `a.test.ts`, `a.e2e-spec.ts`, `a.cy.ts`, `a.stories.tsx`, `a.bench.ts`, `a.mock.ts`, `a.eval.ts`: jestjs.io, vitest.dev, evalite.dev, docs.cypress.io, storybook.js.org
  /\.(?:[\w-]*(?:test|tests|spec|specs|e2e)|cy|stor(?:y|ies)|bench|benchmark|eval|mock|mocks|fixture|fixtures)\.\w+$/,
  // `test_a.py`, `a_test.py`, `conftest.py`, `a_test.go`, `a_spec.rb`: docs.pytest.org, go.dev/cmd/go, rspec.info; `mocks.ts`
  /^(?:test_.*|conftest|mocks?|.*_(?:test|tests|spec))\.\w+$/,
  // `bench_a.py`, `a_benchmark.py`: github.com/google/benchmark, pyperf.readthedocs.io
  /^bench(?:mark)?[_-].*\.\w+$|_bench(?:mark)?\.\w+$/,
  // settings of test runners
  /^(?:jest|vitest|playwright|cypress|karma|wdio|ava|mocha)\b.*\.(?:config|setup|workspace)\b.*\.\w+$/,
  // `a.min.js`, `a.bundle.js`, `a.generated.ts`, `a.gen.go`, `a.g.dart`, `a.pb.go`, `a_pb2.py`: linguist's generated.rb
  /\.(?:min|bundle|generated|gen|g|freezed|pb|designer)\.\w+$|_pb2?(?:_grpc)?\.\w+$/,
];

/** `UserTest.java`, `UserTests.cs`: maven.apache.org/surefire, and nunit.org. Only the capital tells them from `contest.java`. */
const testClass = /[a-z0-9](?:Test|Tests|Spec|IT)\.(?:java|kt|scala|groovy|cs|fs|php|swift)$/;

/** `benchParser.ts`: only the capital tells it from `benches.ts`. */
const benchmark = /(?:^|\/)bench(?:mark)?[A-Z]\w*\.\w+$/;

/** Libraries that are served to browsers as others wrote them: learn.microsoft.com/aspnet/core/client-side/libman, linguist's vendor.yml. */
const servedLibrary = /(?:^|\/)(?:public|static|wwwroot)\/(?:.*\/)?(?:lib|libs|libraries)\/.*\.[cm]?js$/i;

/** What Phoenix and Rails configure for tests alone: hexdocs.pm/phoenix, guides.rubyonrails.org/configuring.html. */
const testSettings = /(?:^|\/)config\/(?:test\.exs|environments\/test\.rb)$/;

/** Scripts and settings of tools, which developers and CI systems run with variables of their own. */
const toolFolders: ReadonlySet<string> = new Set(
  "scripts script ci .github .circleci .husky seed seeds seeders".split(" "),
);
/** `next.config.ts`; `import.rake`, whose tasks are told what to do by variables of their own; `seed.ts` and `seed-users.mts`, prisma.io/docs/orm/prisma-migrate/workflows/seeding. */
const toolFiles = /^(?:[\w.-]+\.config|seed(?:[-_.][\w.-]*)?)\.\w+$|\.rake$/;

/**
 * What builds, tests and ships, under the name that its tool looks for: bundler.io, ruby.github.io/rake, guides.cocoapods.org, docs.fastlane.tools,
 * danger.systems, developer.hashicorp.com/vagrant, gulpjs.com, gruntjs.com, nox.thea.codes, fabfile.org, setuptools.pypa.io, docs.gradle.org,
 * scala-sbt.org, hexdocs.pm/mix, jenkins.io.
 */
const toolNames =
  /^(?:(?:gem|rake|pod|fast|app|match|danger|guard|cap|vagrant|brew|jenkins)file|(?:gulp|grunt)file\.\w+|(?:noxfile|fabfile|setup)\.py|(?:build|settings)\.gradle(?:\.kts)?|build\.sbt|mix\.exs)$/;

/** Whether a file is not run with the app: its names mostly come from elsewhere. `path` is relative to the workspace folder. */
export function isTooling(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.pop() ?? "";
  return toolFiles.test(name) || toolNames.test(name) || parts.some((folder) => toolFolders.has(folder));
}

/**
 * Whether a file offers more than an app has to use: Laravel's configuration names what each service would be reached by, and leaves
 * what is not there `null` (laravel.com/docs/configuration); Django's settings likewise `None` (docs.djangoproject.com/topics/settings), and
 * Phoenix's `nil` (hexdocs.pm/phoenix/deployment.html).
 * `path` is relative to the workspace folder.
 */
export function isOffering(path: string): boolean {
  return /(?:^|\/)(?:config\/[^/]+\.(?:php|exs)|settings(?:\/[^/]+)?\.py)$/i.test(path);
}

/**
 * The stage that settings are for alone: guides.rubyonrails.org/configuring.html, hexdocs.pm/phoenix, and `settings/production.py` of Django.
 * `path` is relative to the workspace folder.
 */
export function stageOf(path: string): Stage | undefined {
  return stageIn(/(?:^|\/)(?:config|environments|settings)\/(\w+)\.\w+$/.exec(path)?.[1] ?? "");
}

/** Whether GitHub runs a file as a workflow: it does so for those of one folder alone. `path` is relative to the workspace folder. */
export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path);
}

/** Whether nothing is called undeclared or missing in a file. `path` is relative to the workspace folder. */
export function isLenient(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.pop() ?? "";
  return (
    parts.some((folder) => lenientFolders.has(folder) || testFolder.test(folder)) ||
    lenientNames.some((pattern) => pattern.test(name)) ||
    testClass.test(path) ||
    testSettings.test(path) ||
    servedLibrary.test(path) ||
    benchmark.test(path)
  );
}
