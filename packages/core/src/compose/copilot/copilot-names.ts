import { copilotContainerNames } from "../../flyte/wire-strings.ts";
import type { Facts } from "../facts.ts";
import { storageConfigVolumeName } from "./copilot-container.ts";

/** What the copilot's containers of this task's Pod are called; none where it has no data to move. */
export function copilotNames(facts: Facts): readonly string[] {
  const { name } = facts.config["co-pilot"];
  return [
    ...(downloads(facts) ? [name + copilotContainerNames.downloader] : []),
    ...(uploads(facts) ? [name + copilotContainerNames.uploader] : []),
  ];
}

/** The name of the container that brings the inputs; undefined if there are none to bring. */
export function downloaderName(facts: Facts): string | undefined {
  return downloads(facts) ? facts.config["co-pilot"].name + copilotContainerNames.downloader : undefined;
}

/** What the copilot's volumes of this task's Pod are called. */
export function copilotVolumeNames(facts: Facts): readonly string[] {
  const config = facts.config["co-pilot"];
  const moves = downloads(facts) || uploads(facts);
  return [
    ...(downloads(facts) ? [config["input-vol-name"]] : []),
    ...(uploads(facts) ? [config["output-vol-name"]] : []),
    ...(moves && config["storage-config-secret-name"] ? [storageConfigVolumeName] : []),
  ];
}

function downloads({ task }: Facts): boolean {
  return isEnabled(task) && (task.interface?.inputs?.variables.length ?? 0) > 0;
}

function uploads({ task }: Facts): boolean {
  return isEnabled(task) && (task.interface?.outputs?.variables.length ?? 0) > 0;
}

function isEnabled({ target }: Facts["task"]): boolean {
  const loading = target.case === "container" || target.case === "k8sPod" ? target.value.dataConfig : undefined;
  return loading?.enabled ?? false;
}
