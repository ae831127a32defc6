import { codeActions } from "./codeActions";
import { codeLens } from "./codeLens";
import { completion } from "./completion";
import { diagnostics } from "./diagnostics";
import type { Feature } from "./feature";
import { hover } from "./hover";
import { manifestDraft } from "./manifestDraft";
import { navigation } from "./navigation";
import { references } from "./references";
import { rename } from "./rename";
import { secretRequests } from "./secretRequests";
import { semanticTokens } from "./semanticTokens";
import { workspaceSymbols } from "./workspaceSymbols";

/** Everything the server can do. */
export const features: readonly Feature[] = [
  completion,
  hover,
  diagnostics,
  codeActions,
  navigation,
  references,
  manifestDraft,
  rename,
  workspaceSymbols,
  codeLens,
  semanticTokens,
  secretRequests,
];
