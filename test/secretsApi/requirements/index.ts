import { changing } from "./changing";
import { creating } from "./creating";
import { deleting } from "./deleting";
import { environments } from "./environments";
import { listing } from "./listing";
import type { Requirement } from "./requirement";
import { refusing } from "./refusing";
import { signingIn } from "./signingIn";

/** All there is, in the order in which they are asked. */
export const requirements: readonly Requirement[] = [
  ...signingIn,
  ...environments,
  ...creating,
  ...refusing,
  ...listing,
  ...changing,
  ...deleting,
];
