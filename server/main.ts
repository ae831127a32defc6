import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { dataDirectory } from "./embedded/dataDirectory";
import { generateValue } from "./generatedValue";
import { createKeepingLater } from "./keepLater";
import type { KeepCode } from "./keptCode";
import { createMemoryRelease } from "./memory";
import { createNameCache } from "./nameCache";
import { beginDeviceSignIn, createProvider } from "./providers/index";
import type { ProviderWorld } from "./providers/index";
import { createNetwork } from "./providers/network";
import { startServer } from "./server";
import { diskFiles } from "./workspace/files";
import { createIndexCache } from "./workspace/indexCache";
import { keepYoungSpaceSmall } from "./youngSpace";

/**
 * Serves one editor, which says how to talk: --node-ipc, --stdio, --socket or --pipe. `identity` tells this program from all
 * others: what another one found in a workspace may be something else.
 */
export function serve(keepCode: KeepCode, identity: string): void {
  const network = createNetwork(process.env);
  const providerWorld: ProviderWorld = {
    fetch: network.fetch,
    dataDirectory: dataDirectory(),
    now: () => new Date(),
  };
  startServer(createConnection(ProposedFeatures.all), {
    files: diskFiles,
    cache: createIndexCache(join(dataDirectory(), "index"), identity),
    names: createNameCache(join(dataDirectory(), "names")),
    createProvider: (account, credentials) => createProvider(account, providerWorld, credentials),
    beginDeviceSignIn: (account, signal) => beginDeviceSignIn(account, providerWorld, signal),
    followNetwork: network.follow,
    now: () => new Date(),
    beforeWork: keepYoungSpaceSmall,
    releaseMemory: createMemoryRelease(),
    keepCode: createKeepingLater(keepCode),
    generateValue,
  });
}
