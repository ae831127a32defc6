import { startInferenceSh } from "../../../fakes/inferenceShServer";
import { startFakeSecretsApi } from "../../../fakes/secretsApiServer";
import type { ContractEntry } from "./entry";

/** Every provider that is held to the contract: one entry for each kind there is. */
export const contractEntries: readonly ContractEntry[] = [
  { provider: "inferenceSh", start: startInferenceSh },
  { provider: "secretsApi", start: startFakeSecretsApi },
];
