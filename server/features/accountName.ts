import type { Account } from "../../shared/account";
import { providerDescriptions } from "../../shared/providers";

/** How an account is called in words: `Embedded store`, a service at the address that everybody knows it by, or a host. */
export function accountName(account: Account): string {
  if (account.provider === "embedded") return "Embedded store";
  const { label, places } = providerDescriptions[account.provider];
  const place = places.find(({ endpoint }) => endpoint === account.endpoint);
  if (place === undefined) return account.endpoint.replace(/^\w+:\/\/([^/]+).*$/, "$1");
  return places.length === 1 ? label : place.label;
}
