import { create } from "@bufbuild/protobuf";
import { type TaskTemplate, TaskTemplateSchema } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { SimpleType } from "../flyte/gen/flyteidl2/core/types_pb.js";
import { taskTypes } from "../flyte/wire-strings.ts";

/** A task that shows what a template does to a Pod: a container that asks for nothing, between both containers of the copilot. */
export function standInTask(): TaskTemplate {
  const variables = [{ key: "x", value: { type: { type: { case: "simple", value: SimpleType.STRING } } } }] as const;
  return create(TaskTemplateSchema, {
    type: taskTypes.rawContainer,
    interface: { inputs: { variables: [...variables] }, outputs: { variables: [...variables] } },
    target: {
      case: "container",
      value: { image: "example.com/task:1", dataConfig: { enabled: true }, resources: {} },
    },
  });
}
