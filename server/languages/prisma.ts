import { getterLanguage } from "./getters";
import { doubleQuoted, slashComments } from "./syntaxes";

/** Schemas of Prisma: prisma.io/docs/orm/reference/prisma-schema-reference. Only its own commands need the other two addresses. */
export const prisma = getterLanguage({
  id: "prisma",
  fileNames: ".prisma",
  lexical: { ...slashComments, strings: [doubleQuoted] },
  idioms: ["optional directUrl = env(NAME)", "optional shadowDatabaseUrl = env(NAME)", "read env(NAME)"],
  accessor: 'env("NAME")',
});
