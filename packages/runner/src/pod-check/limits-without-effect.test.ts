import type { Pod } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { sandboxTraits } from "../sandbox/sandbox-traits.ts";
import type { EngineTraits } from "./engine-traits.ts";
import { limitsWithoutEffect } from "./limits-without-effect.ts";

const allHeld = sandboxTraits(true, { memory: { version: 2, folder: "/m" }, cpu: { version: 2, folder: "/c" } });

function told(containers: readonly (readonly string[])[], traits: EngineTraits): readonly string[] {
  const pod: Pod = {
    spec: {
      containers: containers.map((resources, index) => ({
        name: `c${index}`,
        resources: { limits: Object.fromEntries(resources.map((resource) => [resource, "1"])) },
      })),
    },
  };
  return limitsWithoutEffect(pod, traits).map((event) => (event.type === "notice" ? event.message : event.type));
}

describe("limits without effect", () => {
  test("are told in one line, each once, whichever container has it", () => {
    expect(
      told([["nvidia.com/gpu", "memory"], ["ephemeral-storage", "memory"], ["cpu"]], sandboxTraits(false, {})),
    ).toEqual([
      "the sandbox does not enforce limits of cpu, ephemeral-storage, memory and nvidia.com/gpu (docs/sandbox.md)",
    ]);
  });

  test("are those of storage and devices alone where memory and CPU are held", () => {
    expect(
      told(
        [
          ["nvidia.com/gpu", "memory"],
          ["ephemeral-storage", "cpu"],
        ],
        allHeld,
      ),
    ).toEqual(["the sandbox does not enforce limits of ephemeral-storage and nvidia.com/gpu (docs/sandbox.md)"]);
  });

  test("are nothing to tell where all that the Pod has are held", () => {
    expect(told([["memory", "cpu"], []], allHeld)).toEqual([]);
  });
});
