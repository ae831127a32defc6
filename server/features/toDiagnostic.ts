import type { Diagnostic, Position } from "vscode-languageserver";
import { DiagnosticSeverity } from "vscode-languageserver";
import type { Problem } from "../analysis/problem";
import { detailsOf } from "./diagnosticDetails";

/** A problem as the editor shows it. `positionAt` says where the offsets of the problem are. */
export function toDiagnostic(problem: Problem, positionAt: (offset: number) => Position): Diagnostic {
  return {
    range: { start: positionAt(problem.start), end: positionAt(problem.end) },
    severity: severities[problem.severity],
    code: problem.code,
    source: "secrets",
    message: problem.message,
    ...detailsOf(problem),
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;
