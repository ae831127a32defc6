import type { Settings, Severity } from "../../../shared/settings";
import type { Reference } from "../../languages/reference";
import type { ManifestReading } from "../../manifests/manifest";
import type { Knowledge } from "../knowledge";
import type { Problem, ProblemCode } from "../problem";

/** What a rule looks at: one file with all that is known around it. */
export interface Subject {
  /** The id of the file's language family; empty when it has none. */
  readonly language: string;
  readonly references: readonly Reference[];
  /** What the file itself declares when it is a manifest. */
  readonly manifest: ManifestReading | undefined;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
}

/** A check over one file. */
export interface Rule {
  readonly meta: {
    readonly code: ProblemCode;
    /** The setting that says how loud it is. */
    readonly setting: keyof Settings & `rules.${string}`;
  };
  /** `severity` is what the settings say; a rule that is `off` is not asked. */
  readonly check: (subject: Subject, severity: Exclude<Severity, "off">) => readonly Problem[];
}
