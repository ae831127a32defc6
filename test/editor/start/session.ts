import type { Profile } from "../driver/profile";

/** What is opened, and with which throw-away folders. */
export interface Session {
  readonly profile: Profile;
  readonly workspace: string;
  readonly vsix: string;
}
