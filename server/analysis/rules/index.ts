import { conflictingManifests } from "./conflictingManifests";
import { duplicateDeclaration } from "./duplicateDeclaration";
import { invalidManifest } from "./invalidManifest";
import { invalidName } from "./invalidName";
import { managedName } from "./managedName";
import { missing, missingOptional, otherEnvironment } from "./missing";
import { preflight } from "./preflight";
import { publicPrefix } from "./publicPrefix";
import { reservedName } from "./reservedName";
import type { Rule } from "./rule";
import { unavailableSecret } from "./unavailableSecret";
import { nearMiss, storedButUndeclared, undeclared, wrongCase } from "./undeclared";
import { unused } from "./unused";
import { vagueName } from "./vagueName";

/** All rules. Each has a severity setting of its own, and a page in `docs/rules`. */
export const rules: readonly Rule[] = [
  undeclared,
  nearMiss,
  wrongCase,
  storedButUndeclared,
  missing,
  otherEnvironment,
  missingOptional,
  unused,
  invalidManifest,
  duplicateDeclaration,
  conflictingManifests,
  invalidName,
  vagueName,
  reservedName,
  managedName,
  publicPrefix,
  preflight,
  unavailableSecret,
];
