import type { Severity } from "../../shared/settings";
import { isIgnored } from "./ignored";
import type { Problem } from "./problem";
import { rules } from "./rules/index";
import type { Rule, Subject } from "./rules/rule";

/** What all rules find in one file, in the order of the text. */
export function findProblems(subject: Subject): readonly Problem[] {
  return rules
    .flatMap((rule) => {
      const severity = severityOf(rule, subject);
      return severity === "off" ? [] : rule.check(subject, severity);
    })
    .filter(({ start, name }) => !subject.isSilenced(start, name) && !isIgnored(name, subject.settings.ignore))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.code.localeCompare(b.code));
}

function severityOf({ meta }: Rule, { settings, lenient }: Subject): Severity {
  const severity = settings[meta.setting];
  if (!lenient || severity === "off") return severity;
  return meta.everywhere === true ? "hint" : "off";
}
