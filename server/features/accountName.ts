import type { Account } from "../../shared/account";

/** How an account is called in words: `Embedded store`, or the host of its endpoint. */
export function accountName(account: Account): string {
  return account.provider === "embedded" ? "Embedded store" : account.endpoint.replace(/^\w+:\/\/([^/]+).*$/, "$1");
}
