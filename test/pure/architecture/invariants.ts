import { parseModule } from "./modules";
import type { Module } from "./modules";
import { cyclesBetweenRooms } from "./rooms";

/** Something that holds for the whole source, who breaks it, and a module that would. */
export interface Invariant {
  readonly sentence: string;
  readonly broken: (modules: readonly Module[]) => readonly string[];
  readonly offenders: readonly Module[];
}

const pureRooms = /^server\/(analysis|languages|manifests)\//;
const outsideWorld = /^(hono|@hono\/|undici|node:(http|https|http2|net|tls|dgram|dns))/;
/** The stores and services themselves, the catalog and the sign-in that ask them, and the files that put them into place. */
const mayReachProviders = /^server\/(providers\/|embedded\/|catalog\.ts|signIn\.ts|world\.ts|main\.ts|start\.ts)/;
const asksTheUser =
  /\bwindow\s*\.\s*(show(?!TextDocument|NotebookDocument)\w+|createInputBox|createQuickPick)\b|\bclipboard\s*\.\s*readText\b/;

/** The invariants of the architecture, each as a sentence. */
export const invariants: readonly Invariant[] = [
  forbidImports(
    "shared imports nothing but shared",
    (path) => path.startsWith("shared/"),
    (imported) => !imported.startsWith("shared/"),
    parseModule("shared/offender.ts", 'import { join } from "node:path";'),
  ),
  forbidImports(
    "the client never imports the server",
    (path) => path.startsWith("client/"),
    (imported) => imported.startsWith("server/"),
    parseModule("client/tree/offender.ts", 'import type { World } from "../../server/world";'),
  ),
  forbidImports(
    "the server never imports the client, nor the editor",
    (path) => path.startsWith("server/"),
    (imported) => imported.startsWith("client/") || imported === "vscode" || imported === "vscode-languageclient",
    parseModule("server/offender.ts", 'import { status } from "../client/status";'),
  ),
  forbidImports(
    "nothing that is shipped imports a test",
    () => true,
    (imported) => imported.startsWith("test/"),
    parseModule("server/offender.ts", 'const fake = await import("../test/fakes/server");'),
  ),
  forbidImports(
    "analysis, languages and manifests know neither Node.js nor the language server protocol",
    (path) => pureRooms.test(path),
    (imported) => imported.startsWith("node:") || imported.startsWith("vscode-languageserver"),
    parseModule("server/analysis/offender.ts", 'import { Range } from "vscode-languageserver";'),
  ),
  forbidText(
    "analysis, languages and manifests never wait",
    (path) => pureRooms.test(path),
    /\b(await|async|Promise|setTimeout)\b/,
    parseModule("server/languages/offender.ts", "export async function read() {}"),
  ),
  forbidImports(
    "only providers and the embedded store reach a network or a locked file",
    (path) => !/^server\/(providers|embedded)\//.test(path),
    (imported) => outsideWorld.test(imported),
    parseModule("server/features/offender.ts", 'import { request } from "node:https";'),
  ),
  forbidImports(
    "only the catalog, the sign-in and the wiring know the providers",
    (path) => !mayReachProviders.test(path),
    (imported) => /^server\/(providers|embedded)\//.test(imported),
    parseModule("server/features/offender.ts", 'import type { Provider } from "../providers/provider";'),
  ),
  forbidText(
    "in the client only prompts.ts asks the user",
    (path) => path.startsWith("client/") && path !== "client/prompts.ts",
    asksTheUser,
    parseModule("client/commands/offender.ts", 'await vscode.window.showInputBox({ title: "Value" });'),
    parseModule("client/commands/offender.ts", 'import { window } from "vscode"; void window.showErrorMessage("no");'),
    parseModule("client/tree/offender.ts", "const text = await env.clipboard.readText();"),
  ),
  forbidText(
    "no text from outside becomes a link in an input box",
    (path) => path.startsWith("client/"),
    /\.(?:prompt|validationMessage) = (?!withoutLinks\()/,
    parseModule("client/offender.ts", "box.prompt = question.prompt;"),
    parseModule("client/offender.ts", "box.validationMessage = message;"),
  ),
  forbidText(
    "in the client only credentials.ts touches the secret storage",
    (path) => path.startsWith("client/") && path !== "client/credentials.ts",
    /\.\s*secrets\b|\bSecretStorage\b/,
    parseModule("client/offender.ts", "await context.secrets.get(origin);"),
  ),
  forbidText(
    "no pattern of files is registered, as the client is packed without what would compare them",
    () => true,
    /\b(fileOperations|minimatch)\b/,
    parseModule(
      "server/offender.ts",
      "const capabilities = { workspace: { fileOperations: { didRename: filters } } };",
    ),
  ),
  {
    sentence: "no two rooms import each other",
    broken: cyclesBetweenRooms,
    offenders: [
      parseModule("server/workspace/offender.ts", 'import { a } from "../features/offender";'),
      parseModule("server/features/offender.ts", 'import { b } from "../workspace/offender";'),
    ],
  },
  {
    sentence: "no file is longer than 400 lines",
    broken: (modules) => modules.filter(({ text }) => text.split("\n").length > 400).map(({ path }) => path),
    offenders: [parseModule("client/offender.ts", "\n".repeat(400))],
  },
];

function forbidImports(
  sentence: string,
  inside: (path: string) => boolean,
  forbidden: (imported: string) => boolean,
  ...offenders: readonly Module[]
): Invariant {
  const broken = (modules: readonly Module[]) =>
    modules
      .filter(({ path }) => inside(path))
      .flatMap(({ path, imports }) => imports.filter(forbidden).map((imported) => `${path} imports ${imported}`));
  return { sentence, broken, offenders };
}

function forbidText(
  sentence: string,
  inside: (path: string) => boolean,
  forbidden: RegExp,
  ...offenders: readonly Module[]
): Invariant {
  const broken = (modules: readonly Module[]) =>
    modules
      .filter(({ path }) => inside(path))
      .flatMap(({ path, text }) => {
        const found = forbidden.exec(codeOf(text));
        return found ? [`${path} has ${found[0]}`] : [];
      });
  return { sentence, broken, offenders };
}

/** Prose and strings may name what code must not do. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|`[^`$]*`/g, '""');
}
