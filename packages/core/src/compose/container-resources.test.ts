import { describe, expect, test } from "vitest";
import { adjustResources, type ResourceRules } from "./container-resources.ts";

const rules: ResourceRules = {
  defaults: { cpu: "1", memory: "1Gi" },
  mode: "assign",
  acceleratorName: "nvidia.com/gpu",
  renamesOverride: true,
  isAccelerator: (name) => ["nvidia.com/gpu", "google.com/tpu"].includes(name),
};

function written(own: object, more: Partial<ResourceRules> = {}): readonly string[] {
  return adjustResources(own, { ...rules, ...more })
    .map(({ list, name, value, from, sourceList, sourceName }) =>
      [list, name, value, from, sourceList && `${sourceList}.${sourceName}`].filter(Boolean).join(" "),
    )
    .sort();
}

describe("the primary container's resources", () => {
  test.each([
    {
      name: "take the defaults where it asks for none",
      own: {},
      want: [
        "limits cpu 1 default",
        "limits memory 1Gi default",
        "requests cpu 1 default",
        "requests memory 1Gi default",
      ],
    },
    {
      name: "are completed from each other",
      own: { requests: { cpu: "2" }, limits: { memory: "3Gi" } },
      want: ["limits cpu 2 container requests.cpu", "requests memory 3Gi container limits.memory"],
    },
    {
      name: "take the platform's requests before the config's",
      own: {},
      more: { platform: { requests: { cpu: "3" } } },
      want: [
        "limits cpu 3 platform requests.cpu",
        "limits memory 1Gi default",
        "requests cpu 3 platform requests.cpu",
        "requests memory 1Gi default",
      ],
    },
    {
      name: "count zero as not given",
      own: { requests: { cpu: "0", memory: "1Gi" }, limits: { cpu: "4", memory: "1Gi" } },
      want: ["requests cpu 4 container limits.cpu"],
    },
    {
      name: "are lowered to the platform's limits, the request to the limit",
      own: { requests: { cpu: "8", memory: "2Gi" }, limits: { cpu: "8", memory: "1Gi" } },
      more: { platform: { limits: { cpu: "4" } } },
      want: [
        "limits cpu 4 platform limits.cpu",
        "requests cpu 4 platform limits.cpu",
        "requests memory 1Gi container limits.memory",
      ],
    },
    {
      name: "have the execution's laid over them by name",
      own: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
      more: { override: { limits: { cpu: "2" } } },
      want: ["limits cpu 2 override limits.cpu"],
    },
    {
      name: "are completed for ephemeral storage only if it is asked for",
      own: { requests: { cpu: "1", memory: "1Gi", "ephemeral-storage": "5Gi" }, limits: { cpu: "1", memory: "1Gi" } },
      want: ["limits ephemeral-storage 5Gi container requests.ephemeral-storage"],
    },
    {
      name: "call gpu by its real name",
      own: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi", gpu: "2" } },
      want: ["limits nvidia.com/gpu 2 container limits.gpu", "requests nvidia.com/gpu 2 container limits.gpu"],
    },
    {
      name: "complete any accelerator, and leave other resources alone",
      own: {
        requests: { cpu: "1", memory: "1Gi", "example.com/fpga": "1" },
        limits: { cpu: "1", memory: "1Gi", "google.com/tpu": "4" },
      },
      want: ["requests google.com/tpu 4 container limits.google.com/tpu"],
    },
  ])("$name", ({ own, more, want }) => {
    expect(written(own, more)).toEqual(want);
  });
});

describe("other containers' resources", () => {
  test.each([
    {
      name: "get zeros where they have none",
      own: { requests: { cpu: "2" } },
      want: ["limits cpu 0 container", "limits memory 0 container", "requests memory 0 container"],
    },
    {
      name: "are lowered to the platform's limits",
      own: { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "9", memory: "1Gi" } },
      more: { platform: { limits: { cpu: "1" } } },
      want: ["limits cpu 1 platform limits.cpu", "requests cpu 1 platform limits.cpu"],
    },
  ])("$name", ({ own, more, want }) => {
    expect(written(own, { ...more, mode: "in-range" })).toEqual(want);
  });
});

test("a platform may call its accelerators gpu", () => {
  expect(
    written({ limits: { gpu: "2" } }, { acceleratorName: "gpu", isAccelerator: (name) => ["gpu"].includes(name) }),
  ).toContain("requests gpu 2 container limits.gpu");
});
