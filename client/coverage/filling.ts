import type { Coverage } from "../../shared/coverage";
import { usageRequest } from "../../shared/protocol";
import type { Server } from "../languageClient";
import type { Snapshots } from "../snapshots";
import { coverageOf } from "./model";

/** Keeps a page at what is known by now. */
export interface Filling {
  readonly fill: () => Promise<void>;
  /** The page is gone: nothing is shown any more. */
  readonly stop: () => void;
}

/** The names are there at once; how often they are used follows when every file has been looked at. An older filling ends with a newer one. */
export function createFilling(
  {
    server,
    snapshots,
  }: { readonly server: Pick<Server, "request">; readonly snapshots: Pick<Snapshots, "current" | "load"> },
  show: (coverage: Coverage) => PromiseLike<unknown>,
): Filling {
  let latest = 0;
  return {
    fill: async () => {
      const turn = ++latest;
      const snapshot = snapshots.current() ?? (await snapshots.load());
      if (turn === latest) await show(coverageOf(snapshot, undefined));
      const usage = await server.request(usageRequest, {});
      if (turn === latest) await show(coverageOf(snapshot, usage));
    },
    stop: () => {
      latest = NaN;
    },
  };
}
