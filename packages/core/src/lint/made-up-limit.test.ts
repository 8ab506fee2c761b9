import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { TaskTemplateSchema } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { lint } from "./lint.ts";
import { execution, lintInput } from "./testing/lint-input.ts";

function findings(resources: object, semantics: "flyte-2.0" | "podwright") {
  const containers = [
    { name: "main", image: "i" },
    { name: "helper", image: "i", resources },
  ];
  const template = create(TaskTemplateSchema, {
    type: "python-task",
    config: { primary_container_name: "main" },
    target: { case: "k8sPod", value: { podSpec: { containers } as never, metadata: {} } },
  });
  const found = lint(lintInput({ semantics, tasks: [{ document: "task.pb", template, execution }] }));
  return found.filter(({ rule }) => rule === "refused").map(({ what, fix, container }) => ({ what, fix, container }));
}

const requests = { cpu: "100m" };

it("says of a sidecar's request without a limit whose limit it is over, and what mends it", () => {
  expect(findings({ requests }, "flyte-2.0")).toEqual([
    {
      what: "an API server refuses spec.containers[1].resources.requests: container helper requests 100m of cpu and gives no limit, and Flyte writes the limit 0 for containers beside the primary one",
      fix: "give container helper a limit as well (resources: { limits: { cpu: 100m } }), or compose by the semantics podwright",
      container: "helper",
    },
  ]);
});

it("has nothing to say where the fix was followed, in both ways", () => {
  expect(findings({ requests, limits: requests }, "flyte-2.0")).toEqual([]);
  expect(findings({ requests }, "podwright")).toEqual([]);
});

it("leaves a limit of 0 that somebody wrote to the API server's words", () => {
  expect(findings({ requests, limits: { cpu: "0" } }, "flyte-2.0").map(({ what }) => what)).toEqual([
    expect.stringContaining("must be less than or equal to cpu limit of 0"),
  ]);
});
