import { create } from "@bufbuild/protobuf";
import { TypedInterfaceSchema } from "@podwright/core";
import { expect, it } from "vitest";
import { type RunNotes, readRunNotes, writeRunNotes } from "./run-annotations.ts";

const gracePeriods = {
  "create-container-error-grace-period": "3m0s",
  "create-container-config-error-grace-period": "0s",
  "image-pull-backoff-grace-period": "3m0s",
  "pod-pending-timeout": "0s",
};

const notes: RunNotes = {
  version: "1.2.3",
  semantics: "flyte-1.16",
  primaryContainerName: "main",
  outputPrefix: "s3://b/o",
  interface: create(TypedInterfaceSchema, { outputs: { variables: [{ key: "o", value: { description: "ö" } }] } }),
  hasOutputs: true,
  gracePeriods,
};

const written = {
  "podwright.dev/version": "1.2.3",
  "podwright.dev/semantics": "flyte-1.16",
  "podwright.dev/primary-container": "main",
  "podwright.dev/output-prefix": "s3://b/o",
  "podwright.dev/outputs": "expected",
  "podwright.dev/interface": '{"outputs":{"variables":[{"key":"o","value":{"description":"ö"}}]}}',
  "podwright.dev/grace-periods": JSON.stringify(gracePeriods),
};

it("notes on a Pod what taking its run up needs", () => {
  expect(writeRunNotes(notes)).toEqual(written);
  expect(readRunNotes({ metadata: { annotations: { ...written, other: "x" } } })).toEqual(notes);
});

it("leaves out an interface that is too large", () => {
  const variables = [{ key: "o", value: { description: "x".repeat(70_000) } }];
  const large = create(TypedInterfaceSchema, { outputs: { variables } });
  expect(Object.keys(writeRunNotes({ ...notes, interface: large }))).not.toContain("podwright.dev/interface");
});

it.each([
  ["nothing", {}],
  ["rules that there are not", { ...written, "podwright.dev/semantics": "flyte-9" }],
  ["no durations", { ...written, "podwright.dev/grace-periods": "{" }],
  ["no output prefix", { ...written, "podwright.dev/output-prefix": "" }],
])("reads nothing from a Pod that tells %s", (_, annotations) => {
  expect(readRunNotes({ metadata: { annotations } })).toBeUndefined();
});
