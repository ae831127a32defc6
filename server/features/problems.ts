import { findProblems } from "../analysis/findProblems";
import type { Problem, ProblemCode } from "../analysis/problem";
import type { Subject } from "../analysis/rules/rule";
import type { Parts } from "./feature";

/**
 * What may be said of a file by now. That nobody declares a name is kept back until it is known which names other files set
 * themselves: whoever listens to these hears of it then. Where there is no such problem, nothing is looked for.
 */
export function problemsOf(subject: Subject, { written }: Pick<Parts, "written">): readonly Problem[] {
  const problems = findProblems(subject);
  const isEarly = problems.some(({ code }) => isUndeclared.has(code)) && !written.areKnown();
  return isEarly ? problems.filter(({ code }) => !isUndeclared.has(code)) : problems;
}

const isUndeclared: ReadonlySet<ProblemCode> = new Set([
  "undeclared",
  "near-miss",
  "wrong-case",
  "stored-but-undeclared",
]);
