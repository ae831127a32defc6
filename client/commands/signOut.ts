import { signOut as signOutOfAccount } from "../flows/connectAccount";
import type { Command } from "../parts";

/** Forgets the token of the active account. */
export const signOut: Command = (parts) => signOutOfAccount(parts);
