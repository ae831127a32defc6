/** What says no more than that somebody chose not to is short. */
const longestRefusal = 80;

/** Why the editor did not sign in, in our words: those of another extension may hold anything, such as a token or an answer. */
export function whyNotSignedIn(error: unknown): string {
  const words = error instanceof Error ? error.message : "";
  const isRefused = words.length <= longestRefusal && /\b(?:cancel|consent)/i.test(words);
  return isRefused
    ? "You did not sign in."
    : "The editor could not sign in to this account. Signing in from its own Accounts menu may say why.";
}
