/**
 * Names that files of a project give a value, so that nobody has to provide one: what images, deployments and the ways to start the
 * program say. A text that only asks for a name, or passes on what it is given, gives none. Names alone are taken from these texts.
 */
export function givenIn(path: string, text: string): readonly string[] {
  const source = sourceOf(path);
  return source === undefined ? [] : [...new Set(source(text))];
}

/** Whether a file is one that may give values; `path` is relative to the workspace folder. */
export function mayGive(path: string): boolean {
  return sourceOf(path) !== undefined;
}

type Source = (text: string) => readonly string[];

const sources: readonly (readonly [fileName: RegExp, source: Source])[] = [
  [/^(?:.*\.)?(?:docker|container)file(?:\..*)?$/i, inImage],
  [/^package\.json$/, inPackage],
  [/^(?:vercel|now|eas|nodemon|project|app|serverless|launchSettings|\.?devcontainer)\.json$/, inJson],
  [/^appsettings(?:\.\w+)?\.json$/, inSettings],
  [/\.ya?ml$/i, inYaml],
  [/^wrangler\b.*\.(?:toml|jsonc?)$/, inWorker],
  [/\.toml$/, inToml],
  [/\.config\.[cm]?[jt]s$/, inBuildSettings],
  [/\.(?:(?:ba)?sh|envrc)$/, inShell],
  [/\.(?:tf|tofu|hcl|nomad)$/, inTerraform],
  [/^build\.rs$/, inCargoBuild],
];

/** Files without references, which nobody else looks for. */
const recipes: typeof sources = [
  [/^(?:(?:GNU)?[Mm]akefile|.*\.mk|\.?[Jj]ustfile|.*\.just)$/, inRecipes],
  [/^Procfile(?:\.\w+)?$/, inProcfile],
  [/\.service$/, inUnit],
];

/** Whether a file of this name may give values, and holds nothing else. */
export function isRecipe(fileName: string): boolean {
  return recipes.some(([pattern]) => pattern.test(fileName));
}

/** CI systems have variables of their own, which the program does not get: those of GitHub, CircleCI, GitLab, Azure, Bitbucket, AppVeyor, Drone. */
const ofContinuousIntegration =
  /^(?:\.github|\.circleci)\/|(?:^|\/)(?:\.gitlab-ci|\.travis|\.?appveyor|\.drone|azure-pipelines|bitbucket-pipelines)[^/]*$/;

/** What developers try things with, and what is shipped for others to fill in. */
const ofOthers = /(?:^|\/)(?:scripts?|ci|templates?)\//i;

function sourceOf(path: string): Source | undefined {
  if (ofContinuousIntegration.test(path) || ofOthers.test(path)) return undefined;
  const fileName = path.slice(path.lastIndexOf("/") + 1);
  const fits = ([pattern]: (typeof sources)[number]): boolean => pattern.test(fileName);
  return (sources.find(fits) ?? recipes.find(fits))?.[1];
}

/** Whether what stands behind a name is a value, and not nothing, or just what that name had before. */
function isValue(name: string, written: string): boolean {
  const value = written.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (value === "" || value === "null" || value === "~") return false;
  const passedOn = `\\$*(?:\\(|\\{{1,2}[^}]{0,40}?)?(?:process\\.env\\.)?\\b${name}(?:[\\s})]|$)`;
  return !new RegExp(`^(?:${passedOn}|env(?:_var)?\\(["']${name}["']\\))`).test(value);
}

/** The names with values among `NAME=value` or `NAME: value`. */
function valuesAmong(found: Iterable<RegExpMatchArray>): readonly string[] {
  return Array.from(found, ({ 1: name = "", 2: value = "" }) => (isValue(name, value) ? [name] : [])).flat();
}

/** docs.docker.com/reference/dockerfile: `ENV A=b C="d e"`, `ENV A b`; whoever builds gives what `ARG` asks for. */
function inImage(text: string): readonly string[] {
  const lines = text.replace(/\\\r?\n/g, " ").matchAll(/^[ \t]*(ENV|ARG)[ \t]+(.*)$/gim);
  return Array.from(lines, ({ 1: word = "", 2: rest = "" }) => {
    if (word.toUpperCase() === "ARG")
      return Array.from(rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)/g), ({ 1: name = "" }) => name);
    if (/^\w+\s/.test(rest)) return valuesAmong(rest.matchAll(/^(\w+)\s+(.*)$/g));
    return valuesAmong(rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g));
  }).flat();
}

/** docs.npmjs.com/cli/using-npm/scripts, where tests have settings of their own. Create React App sets `PUBLIC_URL` itself. */
function inPackage(text: string): readonly string[] {
  const scripts = /"scripts"\s*:\s*\{([^{}]*)\}/.exec(text)?.[1] ?? "";
  const given = Array.from(scripts.matchAll(/"((?:[^"\\]|\\.){0,200})"\s*:\s*"((?:[^"\\]|\\.)*)"/g)).flatMap(
    ({ 1: name = "", 2: command = "" }) => (ofTests.test(name) ? [] : inCommand(command)),
  );
  return /"react-scripts"\s*:/.test(text) ? [...given, "PUBLIC_URL"] : given;
}

const ofTests = /test|e2e|lint|storybook/;

/**
 * What a command is started with, or handed: `NAME=value run`, `wrangler dev --var NAME:value`
 * (developers.cloudflare.com/workers/wrangler/commands).
 */
function inCommand(command: string): readonly string[] {
  const handed =
    /\bwrangler\s[^;&|]*/.exec(command)?.[0].matchAll(/\s--var[\s=]((?:[^\s\w-]*\w+:\S+(?:\s|$))+)/g) ?? [];
  return [
    ...valuesAmong(command.matchAll(/(?<![\w$./-])([A-Z_][A-Z0-9_]*)=([^\s;&|]+)/g)),
    ...Array.from(handed, ([, names = ""]) => valuesAmong(names.matchAll(/(\w+):(\S+)/g))).flat(),
  ];
}

/** vercel.com/docs/project-configuration, docs.expo.dev/eas/json, containers.dev, nx.dev; devcenter.heroku.com/articles/app-json-schema. */
function inJson(text: string): readonly string[] {
  const simple = /"(?:env|environment|environmentVariables|containerEnv|remoteEnv)"\s*:\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g;
  return Array.from(text.matchAll(simple), ({ 1: entries = "" }) => [
    ...valuesAmong(entries.matchAll(/"([A-Za-z_]\w*)"\s*:\s*("(?:[^"\\]|\\.)*"|[\w.]+)/g)).filter(isVariable),
    ...Array.from(
      entries.matchAll(/"([A-Za-z_]\w*)"\s*:\s*\{[^{}]*"(?:value|generator)"\s*:/g),
      ({ 1: name = "" }) => name,
    ),
  ]).flat();
}

/** What the environment may override: learn.microsoft.com/aspnet/core/fundamentals/configuration */
function inSettings(text: string): readonly string[] {
  return valuesAmong(text.matchAll(/"([A-Z][A-Z\d]*_[A-Z\d_]+)"\s*:\s*("(?:[^"\\]|\\.)*"|[\w.]+)/g));
}

function isVariable(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name);
}

/**
 * kubernetes.io/docs/tasks/inject-data-application, render.com/docs/blueprint-spec (`name` or `key`, and `value`); maps of docs.docker.com/compose,
 * serverless.com/framework/docs, kamal-deploy.org, docs.aws.amazon.com/serverless-application-model, cloud.google.com/appengine/docs.
 */
function inYaml(text: string): readonly string[] {
  const named =
    /^[ \t]*-[ \t]+(?:name|key):[ \t]*["']?([A-Z_][A-Z0-9_]*)["']?[ \t]*\r?\n(?:[ \t]*scope:.*\n)?[ \t]*(?:value|generateValue):[ \t]*(\S.*)$/gm;
  return [...valuesAmong(text.matchAll(named)), ...inMaps(text)];
}

function inMaps(text: string): readonly string[] {
  const head = /^[ \t]*kind:[ \t]*["']?ConfigMap/m.test(text) ? headOrData : headOfMap;
  const given: string[] = [];
  let depth: number | undefined;
  for (const line of text.split("\n")) {
    const indent = line.search(/[^ ]/);
    if (indent < 0 || line[indent] === "#") continue;
    // The entries of a list may stand as deep as the key above them.
    if (depth !== undefined && (indent < depth || (indent === depth && line[indent] !== "-"))) depth = undefined;
    if (depth !== undefined) given.push(...valuesAmong(line.matchAll(entryOfMap)));
    else if (head.test(line)) depth = indent + (/^ *- /.test(line) ? 2 : 0);
  }
  return given;
}

const headOfMap = /^ *(?:- +)?(?:env|environment|env_variables|Variables) *: *\r?$/;
const headOrData = /^ *(?:- +)?(?:env|environment|env_variables|Variables|data) *: *\r?$/;
const entryOfMap = /^ *(?:- +)?["']?([A-Z_][A-Z0-9_]*)["']? *[:=] *(\S.*?)["']?\r?$/g;

/** fly.io/docs/reference/configuration, docs.netlify.com/configure-builds/file-based-configuration, mise.jdx.dev, doc.rust-lang.org/cargo. */
function inToml(text: string): readonly string[] {
  let isInside = false;
  return text.split("\n").flatMap((line) => {
    const section = /^\s*\[{1,2}([^[\]]+)\]/.exec(line)?.[1];
    if (section !== undefined) isInside = /(?:^|\.)(?:env|environment)\s*$/.test(section);
    return isInside ? valuesAmong(line.matchAll(/^\s*([A-Z_][A-Z0-9_]*)\s*=\s*(.*)$/g)) : [];
  });
}

/** nextjs.org/docs/app/api-reference/config/next-config-js/env, pm2.keymetrics.io, vite.dev/config, webpack.js.org/plugins/environment-plugin. */
function inBuildSettings(text: string): readonly string[] {
  const objects = text.matchAll(/(?:\benv(?:_\w+)?\s?:\s?|\bEnvironmentPlugin\()\{([^{}]*)\}/g);
  const defined = text.matchAll(/["'`](?:process|import\.meta)\.env\.([A-Za-z_]\w*)["'`]\]?\s?:/g);
  return [
    ...Array.from(objects, ({ 1: entries = "" }) => [
      ...valuesAmong(entries.matchAll(/(?<![\w.])["']?([A-Za-z_]\w*)["']?\s?:\s?([^,\n]+)/g)),
      ...Array.from(entries.matchAll(/(?:^|,)\s*([A-Za-z_]\w*)(?=\s*(?:,|$))/g), ({ 1: name = "" }) => name),
    ]).flat(),
    ...Array.from(defined, ({ 1: name = "" }) => name),
  ];
}

/** gnu.org/software/bash/manual: what is exported, whoever is started from there has. */
function inShell(text: string): readonly string[] {
  return valuesAmong(text.matchAll(/^[ \t]*export[ \t]+([A-Z_][A-Z0-9_]*)=(\S[^\n]*)$/gm));
}

/** developers.cloudflare.com/workers/wrangler/configuration/#bindings: what a worker finds beside its variables. */
function inWorker(text: string): readonly string[] {
  const bindings = text.matchAll(/\b(?:binding"?|name"?(?=.{1,80}\s{1,40}"?class_name\b))\s?[:=]\s?"(\w+)"/g);
  return Array.from(bindings, ({ 1: name = "" }) => name);
}

/** doc.rust-lang.org/cargo/reference/build-scripts.html#rustc-env: what `env!` then reads. */
function inCargoBuild(text: string): readonly string[] {
  return Array.from(text.matchAll(/\bcargo::?rustc-env=(\w+)=/g), ({ 1: name = "" }) => name);
}

/** gnu.org/software/make/manual, just.systems/man: what is exported, and what recipes start commands with. */
function inRecipes(text: string): readonly string[] {
  const isAll = /^(?:(?:set )?export|\.EXPORT_ALL_VARIABLES[ \t]*:.*)\r?$/m.test(text);
  const lists = text.matchAll(/^export[ \t]+([A-Z_][A-Z0-9_ \t]*)\r?$/gm);
  const exported = new Set(Array.from(lists, ({ 1: names = "" }) => names.trim().split(/\s+/)).flat());
  let isTest = false;
  return text
    .replace(/\\\r?\n/g, " ")
    .split("\n")
    .flatMap((line) => {
      if (/^\s/.test(line)) return isTest || /^\s+#/.test(line) ? [] : inCommand(line);
      const target = /^([^\s#][^:=#]*):(?!=)/.exec(line)?.[1];
      if (target !== undefined) isTest = ofTests.test(target);
      if (target !== undefined && isTest) return [];
      const [, word, name = "", value = ""] =
        /^(?:[^\s:=#][^:=#]*:[ \t]*)?(export[ \t]+)?([A-Z_][A-Z0-9_]*)[ \t]*[:?+]{0,3}=(.*)$/.exec(line) ?? [];
      return (word !== undefined || isAll || exported.has(name)) && isValue(name, value) ? [name] : [];
    });
}

/** devcenter.heroku.com/articles/procfile */
function inProcfile(text: string): readonly string[] {
  return inCommand(text.replace(/^#.*$/gm, ""));
}

/** freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment */
function inUnit(text: string): readonly string[] {
  return Array.from(text.matchAll(/^Environment=(.*)$/gm), ({ 1: entries = "" }) =>
    valuesAmong(entries.matchAll(/(?:^|[\s"'])([A-Za-z_]\w*)=([^\s"']+)/g)),
  ).flat();
}

/**
 * Resources and modules of registry.terraform.io that start a program, and developer.hashicorp.com/nomad/docs: maps, and blocks or
 * objects with `name` and `value`, as in definitions of containers.
 */
function inTerraform(text: string): readonly string[] {
  const maps = text.matchAll(
    /\b(?:variables|env(?:ironment(?:_variables)?|_vars)?|app_settings) {0,20}=? {0,20}\{((?:[^{}]|\{[^{}]*\})*)\}/g,
  );
  const named = text.matchAll(
    /\bname"?\s{0,20}[=:]\s{0,20}"([A-Z_][A-Z0-9_]*)"[\s,]{0,40}"?value"?\s{0,20}[=:]\s{0,20}("[^"\n]*"|[^\s,}]+)/g,
  );
  return [
    ...Array.from(maps, ({ 1: entries = "" }) =>
      valuesAmong(entries.matchAll(/(?<![\w.$])"?([A-Z_][A-Z0-9_]*)"? {0,80}[=:] ?("[^"\n]*"|[^,\n]+)/g)),
    ).flat(),
    ...valuesAmong(named),
  ];
}
