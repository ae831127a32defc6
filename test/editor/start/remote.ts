import { randomBytes } from "node:crypto";
import { startSecretsApiServer } from "../../fakes/secretsApiServer";
import { fillRemote } from "../sampleSecrets";

/** Serves the Secrets API on loopback as long as this process lives, and says what to connect with. */
export async function serveSecretsApi(): Promise<void> {
  const token = randomBytes(18).toString("base64url");
  const { url } = await startSecretsApiServer({
    tokens: { [token]: { name: "you", project: "sample", canWrite: true } },
  });
  await fillRemote(url, token);
  console.log(`\nThe Secrets API is served on this machine; run "Secrets: Connect…", choose "Secrets API", and enter`);
  console.log(`\n  endpoint  ${url}\n  token     ${token}`);
}
