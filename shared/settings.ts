import { remoteProviderIds } from "./account";

/** One setting: its default, its sentence and what may stand there. `package.json` is held to this list by a test. */
export type Setting = {
  readonly description: string;
  readonly scope: "resource" | "window" | "machine";
} & (
  | { readonly type: "boolean"; readonly default: boolean }
  | {
      readonly type: "string";
      readonly enum: readonly string[];
      readonly enumDescriptions?: readonly string[];
      readonly default: string;
    }
  | { readonly type: "string"; readonly default: string }
  | {
      readonly type: "array";
      readonly items: { readonly type: "string"; readonly pattern?: string; readonly patternErrorMessage?: string };
      readonly default: readonly string[];
    }
);

const severities = ["error", "warning", "information", "hint", "off"] as const;

/** How loudly a problem is shown; `off` does not show it at all. */
export type Severity = (typeof severities)[number];

function severity(initial: Severity, description: string) {
  return { type: "string", enum: severities, default: initial, description, scope: "resource" } as const;
}

/** All settings, keyed by their name below `inlineSecrets.`. */
export const settingsSchema = {
  "rules.undeclared": severity("warning", "A reference to a name that no manifest in scope declares."),
  "rules.nearMiss": severity("warning", "A reference to a name that is not declared, but close to one that is known."),
  "rules.wrongCase": severity(
    "warning",
    "A reference to a name that differs from a known one in nothing but upper and lower case.",
  ),
  "rules.storedButUndeclared": severity(
    "information",
    "A reference to a name that is stored, but that no manifest in scope declares: the app may not receive it.",
  ),
  "rules.missing": severity("warning", "A required secret that is declared but has no value in any environment."),
  "rules.otherEnvironment": severity(
    "warning",
    "A required secret that has a value in other environments, but none in the active one.",
  ),
  "rules.missingOptional": severity(
    "hint",
    "An optional secret that is declared but has no value in the active environment.",
  ),
  "rules.unused": severity("hint", "A declared name that no other file of the workspace mentions."),
  "rules.invalidManifest": severity("error", "A manifest that cannot be read; its last good reading stays in force."),
  "rules.duplicateDeclaration": severity("warning", "The same name twice in one manifest."),
  "rules.conflictingManifests": severity(
    "information",
    "A name that one manifest requires, and another in the same folder calls optional.",
  ),
  "rules.invalidName": severity("warning", "A declared name that the provider would refuse."),
  "rules.vagueName": severity("hint", "A declared name that does not say what it is for, such as `API_KEY`."),
  "rules.reservedName": severity(
    "warning",
    "A declared name that the provider keeps for itself, or that belongs to the operating system, such as `PATH`.",
  ),
  "rules.managedName": severity("hint", "A declared name that the provider manages: it cannot be set by hand."),
  "rules.publicPrefix": severity(
    "warning",
    "A name that says it is secret, behind a prefix by which it is shipped to browsers, such as `NEXT_PUBLIC_`.",
  ),
  "rules.preflight": severity(
    "warning",
    "A declared name because of which the service would refuse to run the app, as *Secrets: Check Before Running* found.",
  ),
  "rules.unavailableSecret": severity(
    "warning",
    "A secret in a workflow that GitHub Actions would not give to its job.",
  ),
  "offline.reportMissing": {
    type: "boolean",
    default: false,
    description:
      "While the account cannot be reached, call names missing that were not stored when it was last asked. Off, nothing is called missing then.",
    scope: "window",
  },
  "completion.wholeAccessors": {
    type: "boolean",
    default: true,
    description:
      "In code, offer `process.env.OPENAI_API_KEY` and its like where only the beginning of the name is typed: `OPENAI`.",
    scope: "resource",
  },
  codeLens: {
    type: "boolean",
    default: true,
    description: "Say above each declaration in a manifest how often the name is used and where it is set.",
    scope: "resource",
  },
  "inline.strict": {
    type: "boolean",
    default: false,
    description:
      "Report every inline `<NAME>` that nobody declares. Off, only those close to a known name are reported: most `<NAME>` in the world are placeholders.",
    scope: "resource",
  },
  "problems.scope": {
    type: "string",
    enum: ["workspace", "openFiles"],
    enumDescriptions: ["All files of the workspace.", "Open files, and all manifests."],
    default: "workspace",
    description: "Which files problems are shown for.",
    scope: "resource",
  },
  "inline.patterns": {
    type: "array",
    items: {
      type: "string",
      pattern: String.raw`^(?!.*NAME.*NAME)[^\r\n]{0,39}[^A-Za-z0-9_$<\r\n]NAME([^A-Za-z0-9_\r\n][^\r\n]{0,39})?$`,
      patternErrorMessage:
        "A pattern holds NAME exactly once, with something before it that no name, variable or tag begins with: {NAME}, {{NAME}}, ${NAME}.",
    },
    default: [],
    description:
      "More ways in which an inline name is written, besides `<NAME>` and `<secret>NAME</secret>`: `{NAME}`, `{{NAME}}`, `${NAME}`, or one of your own with `NAME` in it. They count in strings and in prose, for names in capitals.",
    scope: "window",
  },
  ignore: {
    type: "array",
    items: { type: "string" },
    default: [],
    description: "Names that are never reported. `*` stands for any characters, as in `NEXT_PUBLIC_*`.",
    scope: "resource",
  },
  "account.provider": {
    type: "string",
    enum: ["", "embedded", ...remoteProviderIds],
    default: "",
    description:
      "The service that holds this project's secrets. Written by *Secrets: Connect…*, and fit to be shared: it is no credential, and nobody is signed in by it.",
    scope: "resource",
  },
  "account.address": {
    type: "string",
    default: "",
    description:
      "The address of the service that holds the secrets; empty where it has only one. It gets a credential only from somebody who has signed in to this very address.",
    scope: "resource",
  },
  "account.project": {
    type: "string",
    default: "",
    description: "The project, mount, repository or vault at the service, by the service's own ID.",
    scope: "resource",
  },
  "account.folder": {
    type: "string",
    default: "",
    description: "The folder within the project at the service, with a slash at its beginning.",
    scope: "resource",
  },
  "account.environment": {
    type: "string",
    default: "",
    description: "The environment that names are checked against until the user selects another.",
    scope: "resource",
  },
  "trace.server": {
    type: "string",
    enum: ["off", "messages", "verbose"],
    default: "off",
    description: "Traces the messages between the editor and the language server. Tokens and values are blanked out.",
    scope: "window",
  },
} as const satisfies Record<string, Setting>;

/** What a setting of this schema holds. */
type ValueOf<S> = S extends { readonly type: "boolean" }
  ? boolean
  : S extends { readonly type: "array" }
    ? readonly string[]
    : S extends { readonly enum: readonly (infer E)[] }
      ? E
      : string;

/** The settings as the code sees them: complete and valid. */
export type Settings = { readonly [K in keyof typeof settingsSchema]: ValueOf<(typeof settingsSchema)[K]> };

/** The settings when the user has changed none. */
export const defaultSettings: Settings = eachSetting((_key, setting) => setting.default);

/**
 * Reads settings from what the editor sends for the section `inlineSecrets` (nested objects). What is absent or of the wrong
 * type falls back to its default.
 */
export function readSettings(section: unknown): Settings {
  return eachSetting((key, setting) => readSetting(setting, lookUp(section, key)));
}

function eachSetting(valueOf: (key: string, setting: Setting) => unknown): Settings {
  const entries: [string, unknown][] = Object.entries(settingsSchema).map(([key, setting]) => [
    key,
    valueOf(key, setting),
  ]);
  return Object.fromEntries(entries) as unknown as Settings;
}

function readSetting(setting: Setting, value: unknown): unknown {
  switch (setting.type) {
    case "boolean":
      return typeof value === "boolean" ? value : setting.default;
    case "string":
      return typeof value === "string" && (!("enum" in setting) || setting.enum.includes(value))
        ? value
        : setting.default;
    case "array":
      return Array.isArray(value) ? value.filter((item) => typeof item === "string") : setting.default;
  }
}

function lookUp(section: unknown, key: string): unknown {
  let value = section;
  for (const part of key.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
