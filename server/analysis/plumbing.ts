/**
 * Names that the surroundings set by themselves: nobody declares them, so nobody is told to. A trailing `*` stands for any
 * ending. By who sets them, with the source.
 */
const table: Readonly<Record<string, string>> = {
  "POSIX.1-2024 chapter 8, and shells": `PATH HOME USER USERNAME LOGNAME SHELL PWD OLDPWD TERM COLORTERM TERM_PROGRAM LANG
    LANGUAGE LC_* TZ TMPDIR TMP TEMP EDITOR VISUAL PAGER DISPLAY HOSTNAME UID EUID PPID SHLVL IFS PS1 COLUMNS LINES RANDOM
    SECONDS LINENO MAIL SSH_AUTH_SOCK SSH_CONNECTION BASH BASH_* FUNCNAME PIPESTATUS OPTARG OPTIND REPLY`,
  "specifications.freedesktop.org/basedir-spec": `XDG_*`,
  "learn.microsoft.com/windows/deployment/usmt/usmt-recognized-environment-variables": `SYSTEMROOT SystemRoot WINDIR COMSPEC
    ComSpec PATHEXT APPDATA LOCALAPPDATA PROGRAMFILES PROGRAMDATA USERPROFILE HOMEDRIVE HOMEPATH OS PROCESSOR_ARCHITECTURE
    COMPUTERNAME WSL_DISTRO_NAME WSLENV MSYSTEM`,
  "nodejs.org/api/cli.html#environment-variables": `NODE NODE_ENV NODE_OPTIONS NODE_PATH NODE_DEBUG NODE_EXTRA_CA_CERTS
    NODE_NO_WARNINGS NODE_TLS_REJECT_UNAUTHORIZED NODE_V8_COVERAGE NODE_UNIQUE_ID NODE_CHANNEL_FD UV_THREADPOOL_SIZE`,
  "docs.npmjs.com/cli/using-npm/scripts": `npm_* INIT_CWD`,
  "vite.dev/guide/env-and-mode": `DEV PROD MODE SSR BASE_URL`,
  "test runners: vitest.dev, jestjs.io, docs.pytest.org": `VITEST VITEST_* JEST_WORKER_ID PYTEST_*`,
  "frameworks' own modes": `BABEL_ENV RAILS_ENV RACK_ENV MIX_ENV FLASK_ENV NEXT_RUNTIME NEXT_PHASE PORT HOST`,
  "language tool chains: docs.python.org, go.dev, doc.rust-lang.org/cargo": `PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX
    GOPATH GOROOT GOOS GOARCH CARGO_* OUT_DIR JAVA_HOME`,
  "no-color.org, force-color.org, bixense.com/clicolors": `NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE`,
  "everyday switches": `DEBUG VERBOSE BROWSER HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY`,
  "docs.github.com/actions/reference/variables-reference": `CI GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_* GITHUB_ACTOR
    GITHUB_ACTOR_ID GITHUB_API_URL GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_GRAPHQL_URL
    GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME GITHUB_REF_PROTECTED GITHUB_REF_TYPE
    GITHUB_REPOSITORY GITHUB_REPOSITORY_ID GITHUB_REPOSITORY_OWNER GITHUB_RETENTION_DAYS GITHUB_RUN_* GITHUB_SERVER_URL
    GITHUB_SHA GITHUB_STEP_SUMMARY GITHUB_TOKEN GITHUB_TRIGGERING_ACTOR GITHUB_WORKFLOW GITHUB_WORKFLOW_* GITHUB_WORKSPACE
    RUNNER_ARCH RUNNER_DEBUG RUNNER_NAME RUNNER_OS RUNNER_TEMP RUNNER_TOOL_CACHE`,
  "docs.gitlab.com/ci/variables/predefined_variables": `GITLAB_CI CI_*`,
  "other CI systems, each its own reference": `CONTINUOUS_INTEGRATION BUILD_NUMBER BUILD_ID CIRCLECI CIRCLE_* TRAVIS TRAVIS_*
    APPVEYOR BUILDKITE BUILDKITE_* DRONE JENKINS_URL TEAMCITY_VERSION TF_BUILD CODEBUILD_*`,
  "vercel.com/docs/environment-variables/system-environment-variables": `VERCEL VERCEL_* NOW_REGION`,
  "docs.netlify.com/build/configure-builds/environment-variables": `NETLIFY URL DEPLOY_URL DEPLOY_PRIME_URL COMMIT_REF`,
  "developers.cloudflare.com/pages, render.com/docs, fly.io/docs, docs.railway.com, devcenter.heroku.com": `CF_PAGES CF_PAGES_*
    RENDER RENDER_* FLY_* RAILWAY_* HEROKU_* DYNO`,
  "docs.aws.amazon.com/lambda, cloud.google.com/run/docs, kubernetes.io/docs": `AWS_LAMBDA_* LAMBDA_TASK_ROOT AWS_REGION
    AWS_EXECUTION_ENV K_SERVICE K_REVISION K_CONFIGURATION FUNCTION_TARGET KUBERNETES_*`,
  "code.visualstudio.com": `VSCODE_* ELECTRON_RUN_AS_NODE`,
};

const entries = Object.values(table).flatMap((names) => names.split(/\s+/));
const exact = new Set(entries.filter((name) => !name.endsWith("*")));
const starts = entries.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));

/** True for names that the surroundings set by themselves, so that no manifest need declare them. */
export function isPlumbing(name: string): boolean {
  return exact.has(name) || starts.some((start) => name.startsWith(start));
}
