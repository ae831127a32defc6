import type { RemoteProviderId } from "../../../shared/account";
import type { ReceivedRequest } from "../../fakes/fakeService";

/** A request that a service answers with values, as `METHOD path target`. */
interface ValueRoute {
  readonly provider: RemoteProviderId;
  readonly pattern: RegExp;
  /** One that the pattern has to find. */
  readonly example: string;
}

/** What must never be asked. Sources: the vendors' documentation of their APIs. */
export const valueRoutes: readonly ValueRoute[] = [
  { provider: "inferenceSh", pattern: /reveal/, example: "GET /secrets/reveal/STRIPE_KEY" },
  {
    provider: "infisical",
    pattern: /^GET \/api\/v[34]\/secrets(?!.*viewSecretValue=false)/,
    example: "GET /api/v4/secrets?projectId=p&environment=dev",
  },
  { provider: "vault", pattern: /^(GET|LIST) \/v1\/.*\/(data|subkeys)\//, example: "GET /v1/secret/data/app" },
  {
    provider: "doppler",
    pattern: /^GET \/v3\/configs\/config\/secret(s?(\?|$)|s\/download)/,
    example: "GET /v3/configs/config/secrets?project=p&config=dev",
  },
  {
    provider: "awsSecretsManager",
    pattern: /GetSecretValue/,
    example: "POST / secretsmanager.BatchGetSecretValue",
  },
  {
    provider: "googleSecretManager",
    pattern: /:access\b/,
    example: "GET /v1/projects/p/secrets/s/versions/latest:access",
  },
  {
    provider: "azureKeyVault",
    pattern: /^(GET \/secrets\/[^/?]+(\/(?!versions)[^/?]*)?(\?|$)|POST \/secrets\/[^/]+\/backup)/,
    example: "GET /secrets/STRIPE-KEY?api-version=7.6",
  },
];

/** Those of some requests that would bring values over. */
export function askedForValues(provider: RemoteProviderId, requests: readonly ReceivedRequest[]): readonly string[] {
  const patterns = valueRoutes.filter((route) => route.provider === provider).map(({ pattern }) => pattern);
  return requests
    .map(({ method, path, headers }) => `${method} ${path} ${headers["x-amz-target"] ?? ""}`.trimEnd())
    .filter((asked) => patterns.some((pattern) => pattern.test(asked)));
}
