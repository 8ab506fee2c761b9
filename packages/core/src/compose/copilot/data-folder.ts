import type { DataLoadingConfig } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { VolumeMount } from "../../kubernetes/types.ts";
import type { Draft } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import type { Facts } from "../facts.ts";
import { copilotOrigins } from "./copilot-origins.ts";

/** Where a task expects its inputs, or leaves its outputs, and the volume that is mounted there. */
export interface DataFolder {
  readonly volume: string;
  readonly path: string;
  /** Of the volume's name, and of the path. */
  readonly volumeOrigin: Origin;
  readonly origin: Origin;
  /** Of the task's data config. */
  readonly loading: Origin;
}

/** The task's own folder, else the config's default. */
export function dataFolder(
  { recorder }: Draft,
  { task, config }: Facts,
  loading: DataLoadingConfig,
  kind: "input" | "output",
): DataFolder {
  const copilot = config["co-pilot"];
  const ofTask = copilotOrigins.dataConfig[task.target.case === "k8sPod" ? "k8sPod" : "container"];
  const own = loading[`${kind}Path`];
  const key = `default-${kind}-path` as const;
  return {
    volume: copilot[`${kind}-vol-name`],
    path: own || copilot[key],
    volumeOrigin: recorder.at(copilotOrigins.config, `${kind}-vol-name`),
    origin: own ? recorder.at(ofTask, `${kind}Path`) : recorder.at(copilotOrigins.config, key),
    loading: ofTask,
  };
}

/** A fresh mount of the folder's volume. */
export function folderMount({ recorder }: Draft, { volume, path, volumeOrigin, origin }: DataFolder): VolumeMount {
  const mount = { name: volume, mountPath: path };
  recorder.wrote(mount, "name", volumeOrigin);
  recorder.wrote(mount, "mountPath", origin);
  return mount;
}
