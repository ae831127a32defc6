/** Why nothing goes to an account at a service in a workspace that nobody trusts. */
export const restricted = "In Restricted Mode no remote account is contacted. Trust this workspace first.";
