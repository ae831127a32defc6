/**
 * Whether a file shows which variables are needed: `.env.example`, `.env.local.example`, `.env.example.docker`, `example.env`,
 * `env.sample`, `.dev.vars.example`. A file that goes on with the ending of some language (`env.schema.ts`) is code, and `.env.yaml.example` is an
 * example of another format.
 */
export function isEnvExampleName(fileName: string): boolean {
  const parts = fileName.split(/[._-]/).filter((part) => part !== "");
  if (!parts.some((part) => examples.has(part)) || !/^[\w.-]+$/.test(fileName)) return false;
  if (fileName.split(".").some((part) => otherFormats.has(part))) return false;
  const isHidden = fileName.startsWith(".env") || fileName.startsWith(".dev.vars");
  if (isHidden) return parts.length > 1 && !endings.has(parts.at(-1) ?? "");
  if (parts[0] === "env") return examples.has(parts.at(-1) ?? "");
  return fileName.endsWith(".env");
}

const examples: ReadonlySet<string> = new Set(["example", "sample", "template", "schema", "dist", "tpl"]);

const otherFormats: ReadonlySet<string> = new Set("yaml yml json json5 toml js mjs cjs ts mts cts".split(" "));

const endings: ReadonlySet<string> = new Set(
  "bak orig swp tmp md txt js mjs cjs ts mts json json5 yaml yml toml py rb go sh ps1 j2 erb hbs gpg enc age".split(
    " ",
  ),
);
