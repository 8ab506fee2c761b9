import type { Origin } from "../../merge/origin.ts";
import { documents } from "../documents.ts";

/** In whose name the copilot is written. */
export const copilotLayer = "co-pilot";

const from = (document: string, ...path: readonly string[]): Origin => ({
  layer: copilotLayer,
  source: { document, path },
});

/** Where what the copilot is made of stands. */
interface CopilotOrigins {
  /** What the layer itself makes. */
  readonly own: Origin;
  /** What holds the values: `co-pilot`, the storage, and the data config of each kind of task. */
  readonly config: Origin;
  readonly storage: Origin;
  readonly dataConfig: Readonly<Record<"container" | "k8sPod", Origin>>;
  /** The values themselves. */
  readonly inputPath: Origin;
  readonly outputPrefix: Origin;
  readonly rawOutputPrefix: Origin;
  readonly limits: Origin;
  readonly requests: Origin;
  readonly interface: Origin;
  readonly inputs: Origin;
}

export const copilotOrigins: CopilotOrigins = {
  own: { layer: copilotLayer },
  config: from(documents.config, "co-pilot"),
  storage: from(documents.storage),
  inputPath: from(documents.execution, "inputPath"),
  outputPrefix: from(documents.execution, "outputPrefix"),
  rawOutputPrefix: from(documents.execution, "rawOutputPrefix"),
  limits: from(documents.execution, "overrides", "resources", "limits", "storage"),
  requests: from(documents.execution, "overrides", "resources", "requests", "storage"),
  interface: from(documents.task, "interface"),
  inputs: from(documents.task, "interface", "inputs"),
  dataConfig: {
    container: from(documents.task, "container", "dataConfig"),
    k8sPod: from(documents.task, "k8sPod", "dataConfig"),
  },
};
