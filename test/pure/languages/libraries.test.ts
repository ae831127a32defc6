import assert from "node:assert/strict";
import { contextAt } from "./check";

/** Half-typed texts with the cursor, and what is being typed there. */
const contexts: Readonly<Record<string, string>> = {
  'import { loadEnv } from "vite"; const env = loadEnv(mode, "."); env.█': "accessor [█]",
  'import { env } from "prisma/config"; export default { url: env("█") }': "accessor [█]",
  'import { env } from "prisma/config"; f(env("█': 'accessor [█]")',
  "export default ({ env }) => ({ key: env.array('█') })": "accessor [█]",
  'import type { Context } from "@netlify/functions"; Netlify.env.get("█")': "accessor [█]",
  'import env from "env-var"; env.get("OP█EN").required()': "accessor [OP█EN]",
  'import { Config } from "effect"; Config.option(Config.string("█"))': "accessor [█]",
  'import convict from "convict"; convict({ a: { env: "█" } })': "accessor [█]",
  'import { defineSecret } from "firebase-functions/params"; const a = defineSecret("█': 'accessor [█]")',
  'import { env } from "./own"; env("█")': "none",
};

describe("Of the libraries that read names", () => {
  for (const [marked, expected] of Object.entries(contexts))
    it(`it is told where one is typed: ${marked}`, () => {
      assert.equal(contextAt("typescript", marked), expected);
    });
});
