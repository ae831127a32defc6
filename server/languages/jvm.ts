import type { GuardTable } from "./guards";
import type { IdiomRow } from "./idioms";
import { forEachOf } from "./idioms";

/** How all languages of the Java virtual machine read the environment. */
export const systemGetenv = forEachOf(
  ["System", "java.lang.System"],
  [
    "read *.getenv(NAME)",
    "optional *.getenv().getOrDefault(NAME",
    "exists *.getenv().containsKey(NAME)",
    "read *.getenv().get(NAME)",
    "read *.getenv()[NAME]",
  ],
);

/** https://github.com/cdimascio/dotenv-java and its sibling for Kotlin. */
export const cdimascioDotenv = forEachOf(
  ["dotenv", "Dotenv.load()", "dotenv()"],
  ["optional *.get(NAME, WITH cdimascio", "read *.get(NAME) WITH cdimascio", "read *[NAME] WITH cdimascio"],
);

/** What stands for it by another name. */
export const cdimascioVariables = ["WORD = Dotenv.load()", "WORD = dotenv()"];

/** Settings that the environment is one source of: https://docs.spring.io/spring-framework/reference/core/beans/environment.html */
export const springEnvironment = forEachOf(
  ["environment", "ANY.environment", "env", "ANY.env", "ANY.getEnvironment()", "getEnvironment()"],
  [
    ...["ANY.class", "ANY::class.java"].map((type): IdiomRow => `read *.getProperty(KEY, ${type})`),
    "optional *.getProperty(KEY,",
    "read *.getProperty(KEY)",
    "read *.getRequiredProperty(KEY",
  ],
);

/** What Spring and Micronaut fill a field with: `@Value("${NAME:default}")`. In small letters these are settings. */
export const filledFields = [
  // https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html
  {
    needle: "@ConfigProperty(",
    pattern:
      /@ConfigProperty\((?:(?![^()]{0,300}(?:\bdefaultValue\b|\)[\w\s@.:]{0,200}?\bOptional))|(?<spared>))[^()]{0,300}?\bname\s*=\s*"(?<name>[A-Z][A-Z\d_]*)"/g,
  },
  { needle: "@Value(", pattern: /@Value\(\s*"\\?\$\{(?<name>[A-Z][A-Z\d_]*)(?:(?<spared>:)|\})/g },
];

/** What a child process is handed: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/ProcessBuilder.html */
export const processBuilder: readonly IdiomRow[] = [
  "write ANY.environment().put(NAME, WITH ProcessBuilder",
  "write ).environment().put(NAME, WITH ProcessBuilder",
  "write ANY.environment()[NAME] = WITH ProcessBuilder",
  "delete .environment().remove(NAME) WITH ProcessBuilder",
];

/** What Gradle's build scripts add to it. */
export const gradleProviders: readonly IdiomRow[] = [
  "read providers.environmentVariable(NAME)",
  "read project.providers.environmentVariable(NAME)",
];

const wrappers =
  `Optional.ofNullable ofNullable Option Try Optional.fromNullable requireNonNullElse requireNonNullElseGet
  Objects.requireNonNullElse Objects.requireNonNullElseGet Objects.isNull Objects.nonNull Strings.isNullOrEmpty Boolean.parseBoolean
  Boolean.valueOf`
    .split(/\s+/)
    .concat(
      ["isBlank", "isEmpty", "isNotBlank", "isNotEmpty", "hasText", "hasLength"].map(
        (method) => `StringUtils.${method}`,
      ),
    )
    .map((method) => `${method}(`);

const methods =
  `orElse getOrElse orNull getOrNull isPresent isNullOrEmpty isNullOrBlank orEmpty toBoolean isDefined isEmpty
  nonEmpty foreach fold toRight exists contains getOrDefault`
    .split(/\s+/)
    .map((method) => `.${method}`);

/** What the languages of the Java virtual machine do where a name may be absent. */
export const jvmGuards: GuardTable = {
  fallbacks: ["== null", "!= null", "match", "?:", "?.", "?"].concat(methods),
  comparisons: "== !=",
  demands: ["?: throw", "?: error(", ".orElseThrow"],
  carriers: [".map", ".flatMap", ".filter", ".filterNot"].flatMap((method) => [`${method}(`, `${method} {`]),
  before: [...wrappers, "null ==", "null !=", "TEXT.equals(", "TEXT.equalsIgnoreCase("],
};
