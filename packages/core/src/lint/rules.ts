import type { LintRule } from "./lint-rule.ts";
import { boundary } from "./rules/boundary.ts";
import { caPath } from "./rules/ca-path.ts";
import { composition } from "./rules/composition.ts";
import { config } from "./rules/config.ts";
import { duplicateEntry } from "./rules/duplicate-entry.ts";
import { duplicateObject } from "./rules/duplicate-object.ts";
import { fieldDropped } from "./rules/field-dropped.ts";
import { hiddenRoots } from "./rules/hidden-roots.ts";
import { lostValue } from "./rules/lost-value.ts";
import { podSecurity } from "./rules/pod-security.ts";
import { primaryInit } from "./rules/primary-init.ts";
import { referenceMissing } from "./rules/reference-missing.ts";
import { refused } from "./rules/refused.ts";
import { templateUnused } from "./rules/template-unused.ts";
import { unknownField } from "./rules/unknown-field.ts";
import { unmatchedContainer } from "./rules/unmatched-container.ts";
import { unreadable } from "./rules/unreadable.ts";
import { uploaderTrust } from "./rules/uploader-trust.ts";
import { volumeMissing } from "./rules/volume-missing.ts";

/** Every rule of `podwright lint`, in the order in which they speak: documents first, then the Pods that they make. */
export const lintRules: readonly LintRule[] = [
  unreadable,
  config,
  unknownField,
  fieldDropped,
  duplicateObject,
  duplicateEntry,
  volumeMissing,
  referenceMissing,
  unmatchedContainer,
  primaryInit,
  templateUnused,
  composition,
  refused,
  lostValue,
  uploaderTrust,
  caPath,
  hiddenRoots,
  boundary,
  podSecurity,
];
