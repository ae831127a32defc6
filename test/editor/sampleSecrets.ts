import { createProvider } from "../../server/providers/index";
import { dataDirectory } from "../../server/embedded/dataDirectory";
import { generateValue } from "../../server/generatedValue";
import type { Provider } from "../../server/providers/provider";
import type { Account } from "../../shared/account";

/** What the sample account holds, so that there is something to see: set, set by default, set elsewhere, restricted. */
const secrets = [
  { name: "DATABASE_URL", description: "Conversations and their state", environments: ["development", "production"] },
  { name: "OPENAI_API_KEY", description: "Writes the answers", environments: ["production"] },
  { name: "SESSION_SECRET", description: "Signs the session cookie", environments: [] },
  { name: "SLACK_TOKEN", description: "Posts hand-overs", environments: ["development"], visibility: "restricted" },
  { name: "WEATHER_API_KEY", description: "Small talk", environments: ["development"] },
] as const;

/** Fills the embedded store of the user whose home folder this is. */
export async function fillEmbeddedStore(home: string): Promise<void> {
  const directory = dataDirectory({ platform: process.platform, environment: {}, home });
  await fill({ provider: "embedded" }, directory, null);
}

/** Fills the account behind this endpoint. */
export async function fillRemote(endpoint: string, token: string): Promise<void> {
  await fill({ provider: "secretsApi", endpoint }, "", token);
}

async function fill(account: Account, directory: string, token: string | null): Promise<void> {
  const provider = createProvider(
    account,
    { fetch, dataDirectory: directory, now: () => new Date() },
    {
      credential: () => Promise.resolve(token === null ? null : { kind: "token", token }),
      renewed: () => undefined,
    },
  );
  if (provider.kind === "failed") throw new Error(provider.failure.message);
  for (const secret of secrets) await store(provider.value, secret);
}

async function store(provider: Provider, secret: (typeof secrets)[number]): Promise<void> {
  const { name, description, environments } = secret;
  const result = await provider.createSecret(
    {
      name,
      description,
      value: generateValue(),
      visibility: "visibility" in secret ? secret.visibility : "masked",
      target: environments.length === 0 ? { kind: "default" } : { kind: "environments", ids: environments },
    },
    AbortSignal.timeout(10_000),
  );
  if (result.kind === "failed") throw new Error(result.failure.message);
}
