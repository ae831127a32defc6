import { codeActions } from "./codeActions";
import { completion } from "./completion";
import { diagnostics } from "./diagnostics";
import type { Feature } from "./feature";
import { hover } from "./hover";
import { navigation } from "./navigation";
import { references } from "./references";
import { secretRequests } from "./secretRequests";

/** Everything the server can do. */
export const features: readonly Feature[] = [
  completion,
  hover,
  diagnostics,
  codeActions,
  navigation,
  references,
  secretRequests,
];
