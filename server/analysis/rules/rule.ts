import type { Settings, Severity } from "../../../shared/settings";
import type { Reference } from "../../languages/reference";
import type { ManifestReading } from "../../manifests/manifest";
import type { Stage } from "../../manifests/stage";
import type { Knowledge, Scope } from "../knowledge";
import type { Problem, ProblemCode } from "../problem";
import type { Silence } from "../silence";

/**
 * What a rule looks at: one file with all that is known around it. What `start` and `end` count is up to who asks; they only
 * say which place comes first.
 */
export interface Subject {
  /** The id of the file's language family; empty when it has none. */
  readonly language: string;
  readonly references: readonly Reference[];
  /** What the file itself declares when it is a manifest. */
  readonly manifest: ManifestReading | undefined;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  /** Names that the program is known to set itself. */
  readonly written: ReadonlySet<string>;
  /** Names that are known to be mentioned nowhere in the workspace but in manifests. */
  readonly unmentioned: ReadonlySet<string>;
  /** What the code says of a name. */
  readonly needOf: (name: string) => Need;
  /** Whether the examples in scope name so little of what the code needs that it is not held to them. */
  readonly isShort: (scope: Scope) => boolean;
  /** Whether it is a test, an example, generated or not ours: names there are often made up. */
  readonly lenient: boolean;
  /** Whether it is a script or a setting of a tool, which is not run with the app. */
  readonly tooling: boolean;
  /** Whether it offers more than an app has to use: what nobody declares there is not used, most likely. */
  readonly offering: boolean;
  /** The stage that it is about, if only about one. */
  readonly stage: Stage | undefined;
  /** Whether GitHub runs it: a file in `.github/workflows` of the workspace folder. */
  readonly workflow: boolean;
  /** What comments in the file say not to report. */
  readonly isSilenced: Silence;
}

/** Some code fails without a name; or all that uses it does without; or none uses it; or files that may say so have not been looked into. */
export type Need = "needed" | "spared" | "unread" | "unknown";

/** A check over one file. */
export interface Rule {
  readonly meta: {
    readonly code: ProblemCode;
    /** The setting that says how loud it is. */
    readonly setting: keyof Settings & `rules.${string}`;
    /** Told in lenient files too, as a hint; other rules are silent there. */
    readonly everywhere?: true;
  };
  /** `severity` is what the settings say; a rule that is `off` is not asked. */
  readonly check: (subject: Subject, severity: Exclude<Severity, "off">) => readonly Problem[];
}
