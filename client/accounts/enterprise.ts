/**
 * Whether an origin is that of the API of this GitHub Enterprise Server. With data residency at `ghe.com` the API has a host of
 * its own: https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function belongsTo(server: string, origin: string): boolean {
  if (!URL.canParse(server) || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(server);
  const api = new URL(origin);
  return api.protocol === protocol && (api.host === host || (host.endsWith(".ghe.com") && api.host === `api.${host}`));
}
