import assert from "node:assert/strict";
import { providerDescriptions } from "../../../shared/providers";
import { startAws } from "../../fakes/awsServer";
import { startAzure } from "../../fakes/azureServer";
import { startDoppler } from "../../fakes/dopplerServer";
import { startGithub } from "../../fakes/githubServer";
import { startGoogle } from "../../fakes/googleServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { startInfisical } from "../../fakes/infisicalServer";
import { startVault } from "../../fakes/vaultServer";
import type { FakeSecret, FakeService } from "../../fakes/fakeService";
import { openForSuite } from "../workbench/session";
import type { Answer, ProviderUse } from "./use";
import { useProvider } from "./use";

const uses: readonly ProviderUse[] = [
  {
    label: "inference.sh",
    start: seeded(startInferenceSh),
    isShared: true,
    answers: (fake) => [{ pick: "API key" }, token(fake)],
    account: hostOf,
  },
  {
    label: "Infisical",
    start: seeded((seed) => startInfisical(seed)),
    answers: (fake) => [
      { pick: "Another address…" },
      { type: fake.account.endpoint },
      { pick: "Machine identity (universal auth)" },
      ...client(fake),
      { pick: "Shop" },
      { pick: "Development" },
    ],
    other: "Production",
    account: hostOf,
  },
  {
    label: "HashiCorp Vault or OpenBao",
    start: seeded((seed) => startVault(seed)),
    answers: (fake) => [
      { type: fake.account.endpoint },
      { pick: "Token" },
      token(fake),
      { pick: fake.account.project ?? "" },
      { pick: "/" },
      { pick: "development" },
    ],
    other: "production",
    account: hostOf,
  },
  {
    label: "GitHub Actions",
    start: seeded((seed) => startGithub(seed)),
    answers: (fake) => [
      { pick: "Another address…" },
      { type: fake.account.endpoint },
      { pick: "Personal access token" },
      token(fake),
      { pick: "acme/web" },
      { pick: "production" },
    ],
    other: "staging",
    account: hostOf,
  },
  {
    label: "Doppler",
    start: seeded((seed) => startDoppler(seed)),
    isShared: true,
    // The settings name the project and the config already.
    answers: (fake) => [token(fake)],
    other: "prd",
    account: hostOf,
  },
  {
    label: "AWS Secrets Manager",
    start: seeded((seed) => startAws(seed)),
    isShared: true,
    answers: (fake) => [{ pick: "Access key" }, ...client(fake)],
    other: "dev",
    account: hostOf,
  },
  {
    label: "Google Secret Manager",
    start: seeded((seed) => startGoogle(seed)),
    isShared: true,
    answers: (fake) => [profile(fake)],
    account: hostOf,
  },
  {
    label: "Azure Key Vault",
    start: seeded((seed) => startAzure(seed)),
    isShared: true,
    answers: (fake) => [{ pick: "Access token" }, token(fake)],
    account: hostOf,
    nameOf: (name) => name.replaceAll("_", "-"),
  },
];

describe("a service behind the editor", () => {
  const session = openForSuite("providers");

  it("is every one that there is", () => {
    // The Secrets API is what the remote account of the workbench's suite speaks, all day long.
    const labels = ["Secrets API", ...uses.map(({ label }) => label)];
    assert.deepEqual(
      labels.sort(),
      Object.values(providerDescriptions)
        .map(({ label }) => label)
        .sort(),
    );
  });

  for (const use of uses)
    describe(use.label, () => {
      useProvider(session, use);
    });
});

/** A fake says which environments it has only once it runs. */
function seeded(start: (seed: readonly FakeSecret[]) => Promise<FakeService>): ProviderUse["start"] {
  return async (seed) => {
    const empty = await start([]);
    await empty.stop();
    return start(seed(empty.environments));
  };
}

function hostOf({ account }: FakeService): string {
  return new URL(account.endpoint).host;
}

function token({ credential }: FakeService): Answer {
  if (credential.kind !== "token") throw new Error("This service takes no token.");
  return { type: credential.token };
}

function client({ credential }: FakeService): readonly Answer[] {
  if (credential.kind !== "client") throw new Error("This service takes no client.");
  return [{ type: credential.clientId }, { type: credential.clientSecret }];
}

function profile({ credential }: FakeService): Answer {
  if (credential.kind !== "machine") throw new Error("This service takes nothing that is on the machine.");
  return { type: credential.profile };
}
