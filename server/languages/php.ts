import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import { phpSyntax } from "./phpSyntax";
import { Spellings } from "./spellings";

/** What web servers put into `$_SERVER`: php.net/manual/reserved.variables.server, RFC 3875, and what Apache and nginx add. */
const provided =
  new Spellings(`PHP_SELF argv argc GATEWAY_INTERFACE SERVER_ADDR SERVER_NAME SERVER_SOFTWARE SERVER_PROTOCOL
  REQUEST_METHOD REQUEST_TIME REQUEST_TIME_FLOAT QUERY_STRING DOCUMENT_ROOT HTTPS REMOTE_ADDR REMOTE_HOST REMOTE_PORT
  REMOTE_USER REMOTE_IDENT REDIRECT_REMOTE_USER SCRIPT_FILENAME SERVER_ADMIN SERVER_PORT SERVER_SIGNATURE PATH_TRANSLATED
  SCRIPT_NAME REQUEST_URI REQUEST_SCHEME AUTH_TYPE PATH_INFO ORIG_PATH_INFO ORIG_SCRIPT_NAME ORIG_SCRIPT_FILENAME
  ORIG_PATH_TRANSLATED CONTENT_TYPE CONTENT_LENGTH CONTEXT_PREFIX CONTEXT_DOCUMENT_ROOT UNENCODED_URL DOCUMENT_URI SCRIPT_URL
  SCRIPT_URI IIS_WasUrlRewritten IIS_UrlRewriteModule LOCAL_ADDR MIBDIRS FCGI_ROLE SHELL_VERBOSITY`);

/** Whether a web server sets the name in `$_SERVER`, so that it is none of the environment. */
export function isProvided(name: string): boolean {
  return provided.has(name) || /^(?:HTTP|SSL|REDIRECT|PHP_AUTH)_/.test(name);
}

/** PHP, with what Laravel and Symfony add. */
export const php = getterLanguage({
  id: "php",
  languageIds: "php blade",
  fileNames: ".php .phtml .php5 .inc artisan",
  lexical: phpSyntax,
  idioms: [
    "optional getenv(NAME,",
    "read getenv(NAME)",
    "read \\getenv(NAME",
    ...forEachOf(["$_ENV", "$_SERVER"], ["exists array_key_exists(NAME, *)", "read *[NAME]"]),
    "optional env(NAME,",
    "read env(NAME)",
    "optional Env::get(NAME,",
    "read Env::get(NAME)",
    "read Env::getOrFail(NAME)",
    // https://craftcms.com/docs/5.x/configure.html#control-panel-settings
    "read App::env(NAME)",
    // https://github.com/vlucas/phpdotenv#requiring-variables-to-be-set
    ...forEachOf(["NAME", "[EACH NAME"], ["read $dotenv->required(*", "optional $dotenv->ifPresent(*"]),
    "delete putenv(NAME)",
    "write putenv(PAIR",
    "write putenv(PAIR .",
    "write putenv(sprintf(PAIR,",
  ],
  interpolated: /(?<!\\)\$_ENV\[['"]?([A-Za-z_]\w*)['"]?\]/g,
  argumentUses: new Map([
    ["unset", "delete"],
    ["isset", "exists"],
  ]),
  // `@env('local')` is a question of Blade: https://laravel.com/docs/12.x/blade#environment-directives
  aliases: (tokens) =>
    tokens.text.includes("@env(")
      ? [{ word: "env", standsFor: "env", holdsAt: (token) => !tokens.is(token - 1, "@") }]
      : [],
  joints: "-> :: ?-> function new",
  isBuiltIn: (name, idiom) => idiom.includes("$_SERVER") && isProvided(name),
  fallbacks: [
    "??",
    "?:",
    "?",
    "||",
    "&&",
    "=== false",
    "!== false",
    "== false",
    "!= false",
    "=== null",
    "!== null",
    "or",
  ],
  comparisons: "== != === !==",
  demands: ["?? throw", "?: throw", "or die", "|| die", "or exit", "?: die", "?? die"],
  before: [
    "!",
    "!!",
    "isset(",
    "empty(",
    "false ===",
    "false !==",
    "null ===",
    "null !==",
    "is_string(",
    "is_null(",
    "(bool)",
    "filter_var(",
  ],
  through: ["strtolower(", "strtoupper(", "trim("],
  conditions: "if elseif while switch",
  failing: "getOrFail",
  variables: ["$WORD ="],
  functions: "function",
  isScript: true,
  definers: "function",
  accessor: "getenv('NAME')",
});
