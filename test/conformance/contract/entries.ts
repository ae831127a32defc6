import { startAws } from "../../fakes/awsServer";
import { startAzure } from "../../fakes/azureServer";
import { startDoppler } from "../../fakes/dopplerServer";
import { startGithub } from "../../fakes/githubServer";
import { startGoogle } from "../../fakes/googleServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { startInfisical } from "../../fakes/infisicalServer";
import { startFakeSecretsApi } from "../../fakes/secretsApiServer";
import { startVault } from "../../fakes/vaultServer";
import type { ContractEntry } from "./entry";

/** Every provider that is held to the contract: one entry for each kind there is. */
export const contractEntries: readonly ContractEntry[] = [
  {
    provider: "awsSecretsManager",
    start: (seed) => startAws(seed),
    unknownProject: (account) => ({ ...account, folder: "/nowhere" }),
    tooOften: () => ({
      kind: "answer",
      status: 400,
      body: { __type: "ThrottlingException", Message: "Rate exceeded" },
    }),
    neverSaysHowLong: true,
  },
  {
    provider: "azureKeyVault",
    start: (seed) => startAzure(seed),
    nameOf: (name) => name.replaceAll("_", "-"),
  },
  {
    provider: "doppler",
    start: (seed) => startDoppler(seed),
    unknownProject: (account) => ({ ...account, project: "nowhere" }),
    hidesWhatMayNotBeSeen: true,
  },
  {
    provider: "googleSecretManager",
    start: (seed) => startGoogle(seed),
    unknownProject: (account) => ({ ...account, project: "no-such-project" }),
  },
  { provider: "inferenceSh", start: startInferenceSh },
  ...(["v4", "v3"] as const).map((generation): ContractEntry => ({
    provider: "infisical",
    generation,
    start: (seed) => startInfisical(seed, { version: generation }),
    unknownProject: (account) => ({ ...account, project: "00000000-0000-4000-8000-000000000000" }),
  })),
  {
    provider: "githubActions",
    seals: true,
    start: (seed) => startGithub(seed),
    unknownProject: (account) => ({ ...account, project: "acme/unknown" }),
    tooOften: (retryAfter) => ({
      kind: "answer",
      status: 403,
      body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
      headers: { "retry-after": retryAfter },
    }),
    hidesWhatMayNotBeSeen: true,
  },
  { provider: "secretsApi", start: startFakeSecretsApi },
  ...(["vault", "openBao"] as const).map((generation): ContractEntry => ({
    provider: "vault",
    generation,
    start: (seed) => startVault(seed, { flavour: generation }),
    unknownProject: (account) => ({ ...account, project: "no-such-mount" }),
  })),
];
