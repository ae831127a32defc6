import { invalidManifest } from "./invalidManifest";
import { missing, missingOptional } from "./missing";
import type { Rule } from "./rule";
import { undeclared } from "./undeclared";

/** All rules. Each has a severity setting of its own. */
export const rules: readonly Rule[] = [undeclared, missing, missingOptional, invalidManifest];
