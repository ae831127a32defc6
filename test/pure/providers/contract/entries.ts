import { startAws } from "../../../fakes/awsServer";
import { startInferenceSh } from "../../../fakes/inferenceShServer";
import { startInfisical } from "../../../fakes/infisicalServer";
import { startFakeSecretsApi } from "../../../fakes/secretsApiServer";
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
  { provider: "inferenceSh", start: startInferenceSh },
  ...(["v4", "v3"] as const).map((generation): ContractEntry => ({
    provider: "infisical",
    generation,
    start: (seed) => startInfisical(seed, { version: generation }),
    unknownProject: (account) => ({ ...account, project: "00000000-0000-4000-8000-000000000000" }),
  })),
  { provider: "secretsApi", start: startFakeSecretsApi },
];
