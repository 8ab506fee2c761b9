import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { createDraft, type Draft, namePrimaryContainer } from "../../merge/draft.ts";
import { silentRecorder } from "../../merge/recorder.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import { sharedMemory } from "./shared-memory.ts";

function given(memory: object, own: Partial<PodSpec> = {}): Draft {
  const draft = createDraft(silentRecorder);
  takeSpec(draft, { containers: [{ name: "a" }], ...own }, { layer: "test" });
  namePrimaryContainer(draft, "a");
  const task = { extendedResources: { sharedMemory: memory } };
  sharedMemory.apply(draft, factsOfCase({ task, execution: { namespace: "ns", name: "a" } }));
  return draft;
}

describe("sharedMemory", () => {
  test.each([
    { sizeLimit: "2048Mi", want: "2Gi" },
    { sizeLimit: "", want: "0" },
    { sizeLimit: "+1", want: "+1" },
  ])("mounts a volume in memory, with size limit $want for $sizeLimit", ({ sizeLimit, want }) => {
    expect(given({ mountName: "shm", mountPath: "/dev/shm", sizeLimit }).spec).toEqual({
      containers: [{ name: "a", volumeMounts: [{ name: "shm", mountPath: "/dev/shm" }] }],
      volumes: [{ name: "shm", emptyDir: { medium: "Memory", sizeLimit: want } }],
    });
  });

  test.each([
    { memory: { mountPath: "/dev/shm" }, own: {}, want: "mount name is not set" },
    { memory: { mountName: "shm" }, own: {}, want: "mount path is not set" },
    {
      memory: { mountName: "shm", mountPath: "/dev/shm" },
      own: { volumes: [{ name: "shm" }] },
      want: "A volume is already named shm in pod spec",
    },
    {
      memory: { mountName: "shm", mountPath: "/dev/shm" },
      own: { containers: [{ name: "a", volumeMounts: [{ name: "shm", mountPath: "/x" }] }] },
      want: "A volume is already named shm in container",
    },
    {
      memory: { mountName: "shm", mountPath: "/dev/shm" },
      own: { containers: [{ name: "a", volumeMounts: [{ name: "x", mountPath: "/dev/shm" }] }] },
      want: "/dev/shm is already mounted in container",
    },
    {
      memory: { mountName: "shm", mountPath: "/dev/shm", sizeLimit: "bogus" },
      own: {},
      want: "Unable to parse size limit: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    },
  ])("refuses: $want", ({ memory, own, want }) => {
    expect(given(memory, own).problems.map(({ code, what }) => [code, what])).toEqual([
      ["SHARED_MEMORY_INVALID", `[BadTaskSpecification] ${want}`],
    ]);
  });
});
