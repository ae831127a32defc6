const surroundings = [
  ...["DEV", "PROD", "DEVELOPMENT", "PRODUCTION"].flatMap((stage) => [stage, `IS_${stage}`]),
  ..."CI MODE STAGE VERCEL NETLIFY NEXT_RUNTIME".split(" "),
];

/** Whether a name says where a program runs: it is in every place. */
export function isOfSurroundings(name: string): boolean {
  const words = name.toUpperCase();
  return (
    surroundings.includes(words) ||
    words.startsWith("NPM_") ||
    words.includes("DEBUG") ||
    ["ENV", "ENVIRONMENT"].some((end) => words.endsWith(end))
  );
}
