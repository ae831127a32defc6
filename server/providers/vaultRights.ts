import type { Failure } from "../../shared/failure";
import type { HttpRequest } from "./http";
import type { Sending, StoreRequest, VaultAccess } from "./vaultAccess";
import { parseCapabilities } from "./vaultAnswers";

/** Finds out what a token may do. */
interface Rights {
  /** The failure of a request that was forbidden, with what is missing for it. */
  readonly explain: (failure: Failure, request: StoreRequest, signal: AbortSignal) => Promise<Failure>;
  readonly forbidden: VaultAccess["forbidden"];
}

/** What the policies of a token allow, as the server tells whoever asks about itself. */
export function openRights(ask: Sending<HttpRequest>, pathOf: VaultAccess["pathOf"], service: string): Rights {
  const at = async (requests: readonly StoreRequest[], signal: AbortSignal) => {
    const body = { paths: requests.map(pathOf) };
    const request = { method: "POST", path: "/v1/sys/capabilities-self", body, repeatable: true } as const;
    const result = await ask({ ...request, asked: { kind: "preflight" } }, parseCapabilities, signal);
    return result.kind === "ok" ? result.value : undefined;
  };
  return {
    explain: async (failure, request, signal) => {
      const path = pathOf(request);
      const held = (await at([request], signal))?.get(path);
      return { ...failure, message: `${failure.message} ${needsSentence(path, request.capability, held)}` };
    },
    forbidden: async (requests, signal) => {
      const known = await at(requests, signal);
      for (const request of requests) {
        const path = pathOf(request);
        const held = known?.get(path);
        if (held === undefined || held.some((word) => sufficesFor(word, request))) continue;
        const mayNot = `${service} says that this token may not write to ${request.environment}.`;
        return { kind: "forbidden", message: `${mayNot} ${needsSentence(path, request.capability, held)}` };
      }
      return undefined;
    },
  };
}

/** Root may do everything, and of a value that is set anew nobody knows beforehand whether it is the first one. */
function sufficesFor(word: string, { capability }: StoreRequest): boolean {
  return word === "root" || word === capability || (capability === "create" && word === "update");
}

function needsSentence(path: string, needed: string, held: readonly string[] | undefined): string {
  if (held?.some((word) => word === needed || word === "root") === true)
    return `Its policies allow "${needed}" on ${path}, so that another rule of the server forbids it.`;
  const others = held?.filter((word) => word !== "deny").map((word) => `"${word}"`) ?? [];
  const has = others.length === 0 ? "" : `; it has ${others.join(", ")} there`;
  return `It needs the capability "${needed}" on ${path}${has}.`;
}
