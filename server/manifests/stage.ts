/** Where a project runs: on the way (`dev`), before its tests (`test`), or for good, of which staging is the rehearsal (`prod`). */
export type Stage = "dev" | "test" | "prod";

/** The stage that a word of a name speaks of: `.env.production.example`. What Wrangler calls `.dev.vars` is for any. */
export function stageIn(name: string): Stage | undefined {
  const word =
    /(?<![^._-])(?:(dev)(?:elopment)?(?!\.vars)|(test)(?:ing)?|prod(?:uction)?|stag(?:e|ing))(?![^._-])/i.exec(name);
  return word === null ? undefined : word[1] !== undefined ? "dev" : word[2] !== undefined ? "test" : "prod";
}
