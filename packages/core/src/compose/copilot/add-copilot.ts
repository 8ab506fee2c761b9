import type { TypedInterface, VariableMap } from "../../flyte/gen/flyteidl2/core/interface_pb.js";
import { copilotContainerNames } from "../../flyte/wire-strings.ts";
import { parseGoDuration } from "../../go/duration.ts";
import type { Container, Volume } from "../../kubernetes/types.ts";
import { type Draft, namePrimaryInitContainer, primaryContainerOf, report } from "../../merge/draft.ts";
import { appendItems, prependItems } from "../../merge/list-items.ts";
import { ownField } from "../../merge/own-field.ts";
import { setDefault, setField } from "../../merge/write-field.ts";
import type { Facts } from "../facts.ts";
import { downloaderArguments, uploaderArguments } from "./copilot-arguments.ts";
import { type CopilotPart, copilotContainer, storageConfigVolumeName } from "./copilot-container.ts";
import { copilotOrigins } from "./copilot-origins.ts";
import { type DataFolder, dataFolder, folderMount } from "./data-folder.ts";
import type { StorageArguments } from "./storage-arguments.ts";

export interface CopilotRules {
  readonly storageArguments: StorageArguments;
  /** Whether the downloader is told how files are laid out. */
  readonly fileInputLayout: boolean;
  /** Whether the interface's variables are told in the order of their names: in Flyte 1 they are a map, whose order is random. */
  readonly sortsVariables: boolean;
  /** Whether the downloader is the init container that a template's `primary-init` serves. */
  readonly primaryDownloader: boolean;
}

/**
 * Brings the inputs of a container that knows nothing of Flyte into a volume, and its outputs out of another: a downloader behind the
 * init containers, an uploader, which runs beside the task, before them.
 * @problems QUANTITY_INVALID, COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go AddCoPilotToContainer and AddCoPilotToPod, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function addCopilot(draft: Draft, facts: Facts, rules: CopilotRules): void {
  const { own } = copilotOrigins;
  const { target } = facts.task;
  const loading = target.case === "container" || target.case === "k8sPod" ? target.value.dataConfig : undefined;
  const primary = primaryContainerOf(draft);
  if (!loading?.enabled || !primary) return;
  const security = ownField(draft, primary, "securityContext", own);
  setDefault(draft, security, "capabilities", {}, own);
  const typedInterface = rules.sortsVariables ? sortedInterface(facts.task.interface) : facts.task.interface;
  const inputs = typedInterface?.inputs?.variables.length ? typedInterface.inputs : undefined;
  const outputs = typedInterface?.outputs?.variables.length ? typedInterface.outputs : undefined;
  if (!typedInterface || (!inputs && !outputs)) return;
  addStorageConfig(draft, facts);
  if (inputs) {
    const folder = dataFolder(draft, facts, loading, "input");
    shareVolume(draft, facts, folder);
    const args = downloaderArguments(draft, facts, { loading, folder, inputs }, rules.fileInputLayout);
    const downloader = built(draft, facts, rules, { name: copilotContainerNames.downloader, args, folder });
    if (!downloader) return;
    appendItems(draft, draft.spec, "initContainers", [downloader], own);
    if (rules.primaryDownloader) namePrimaryInitContainer(draft, downloader.name);
  }
  if (outputs) {
    const folder = dataFolder(draft, facts, loading, "output");
    shareVolume(draft, facts, folder);
    const args = uploaderArguments(draft, facts, folder, typedInterface);
    const uploader = built(draft, facts, rules, { name: copilotContainerNames.uploader, args, folder });
    if (!uploader) return;
    setField(draft, uploader, "restartPolicy", "Always", own);
    prependItems(draft, draft.spec, "initContainers", [uploader], own);
    const timeout = parseGoDuration(facts.config["co-pilot"].timeout) ?? 0n;
    const origin = draft.recorder.at(copilotOrigins.config, "timeout");
    setField(draft, draft.spec, "terminationGracePeriodSeconds", Number(timeout / 1_000_000_000n), origin);
  }
}

function built(draft: Draft, facts: Facts, rules: CopilotRules, part: CopilotPart): Container | undefined {
  const container = copilotContainer(draft, facts, part, rules.storageArguments);
  if (container.ok) return container.value;
  for (const problem of container.problems) report(draft, problem);
  return undefined;
}

/** A volume for the task's data, mounted in the primary container too. */
function shareVolume(draft: Draft, facts: Facts, folder: DataFolder): void {
  const { recorder } = draft;
  const { limits, requests, own } = copilotOrigins;
  const resources = facts.execution.overrides?.resources;
  const limit = resources?.limits?.storage;
  const sizeLimit = limit ?? resources?.requests?.storage;
  const emptyDir = sizeLimit === undefined ? {} : { sizeLimit };
  if (sizeLimit !== undefined) recorder.wrote(emptyDir, "sizeLimit", limit === undefined ? requests : limits);
  const volume: Volume = { name: folder.volume, emptyDir };
  recorder.wrote(volume, "name", folder.volumeOrigin);
  appendItems(draft, draft.spec, "volumes", [volume], own);
  const primary = primaryContainerOf(draft);
  if (primary) appendItems(draft, primary, "volumeMounts", [folderMount(draft, folder)], own);
}

/** Only the copilot's containers mount it: the task's must not read the store's credentials. */
function addStorageConfig(draft: Draft, { config }: Facts): void {
  const secretName = config["co-pilot"]["storage-config-secret-name"];
  if (!secretName) return;
  const secret = { name: secretName };
  const volume: Volume = {
    name: storageConfigVolumeName,
    projected: { sources: [{ secret }], defaultMode: 0o444 },
  };
  draft.recorder.wrote(secret, "name", draft.recorder.at(copilotOrigins.config, "storage-config-secret-name"));
  appendItems(draft, draft.spec, "volumes", [volume], copilotOrigins.own);
}

function sortedInterface(typedInterface: TypedInterface | undefined): TypedInterface | undefined {
  if (!typedInterface) return undefined;
  const { inputs, outputs, ...rest } = typedInterface;
  return { ...rest, ...(inputs && { inputs: sorted(inputs) }), ...(outputs && { outputs: sorted(outputs) }) };
}

function sorted(map: VariableMap): VariableMap {
  return { ...map, variables: map.variables.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) };
}
