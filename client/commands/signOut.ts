import { signOut as signOutOfAccount } from "../flows/signOut";
import type { Command } from "../parts";

/** Forgets the sign-in of the active account. */
export const signOut: Command = (parts) => signOutOfAccount(parts, parts.snapshots.current()?.folder);
