import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import type { Problem } from "../../problem/problem.ts";
import type { ConfigSources } from "../decode-flyte-config.ts";
import type { LossFinder } from "./config-node.ts";
import { listNodes } from "./list-nodes.ts";
import { lostCase } from "./lost-case.ts";
import { lostDefaults } from "./lost-defaults.ts";
import { deadKeys, repeatedKeys } from "./lost-keys.ts";
import { lostToFiles } from "./lost-to-files.ts";
import { bareDurations, droppedNulls, rewrittenTexts } from "./lost-values.ts";
import { lostVariables } from "./lost-variables.ts";
import { unknownSections } from "./unknown-sections.ts";
import { unreadDocuments } from "./unread-documents.ts";

/** Of one value each. */
const finders: readonly LossFinder[] = [deadKeys, repeatedKeys, lostCase, bareDurations, rewrittenTexts, droppedNulls];

/** Everything in a config that a Flyte reads otherwise than it is written, or not at all, without a word: a warning each, with its place and what to write. */
export function findLosses({ files, environment = {} }: ConfigSources, version: FlyteVersion): readonly Problem[] {
  const nodes = files.flatMap((file) => listNodes(file, version));
  return [
    ...files.flatMap((file) => [...unreadDocuments(file), ...unknownSections(file, version)]),
    ...nodes.flatMap((node) => finders.flatMap((find) => find(node))),
    ...lostDefaults(nodes),
    ...lostToFiles(nodes),
    ...lostVariables(environment, version),
  ];
}
