/** Where a project runs: on the way (`dev`), before its tests (`test`), or for good, of which staging is the rehearsal (`prod`). */
export type Stage = "dev" | "test" | "prod";

/**
 * The stage that a word of a name speaks of: `.env.production.example`, and `.env.dusk.example` for the tests that Laravel runs in a
 * browser (laravel.com/docs/dusk#environment-handling). What Wrangler calls `.dev.vars` is for any.
 */
export function stageIn(name: string): Stage | undefined {
  const word =
    /(?<![^._-])(?:(dev)(?:elopment)?(?!\.vars)|(test(?:ing)?|e2e|ci|dusk|cypress|playwright)|prod(?:uction)?|stag(?:e|ing))(?![^._-])/i.exec(
      name,
    );
  return word === null ? undefined : word[1] !== undefined ? "dev" : word[2] !== undefined ? "test" : "prod";
}
