import type { Pod } from "@podwright/core";
import { expect, test } from "vitest";
import { unreachable } from "./dial-pod.ts";
import type { Engine } from "./engine/connect-engine.ts";

const pod: Pod = {
  spec: {
    initContainers: [{ name: "proxy", startupProbe: { tcpSocket: { port: 80 } } }],
    containers: [
      {
        name: "main",
        livenessProbe: { exec: { command: ["true"] } },
        lifecycle: { preStop: { httpGet: { port: 80 } }, postStart: { exec: { command: ["true"] } } },
      },
    ],
  },
};

function engineThatIs(where: Engine["where"]): Engine {
  const facts = {
    kind: "Docker",
    title: "Docker 28.5.2",
    place: "/var/run/docker.sock",
    architecture: "arm64",
  } as const;
  const limits = { memory: true, cpu: true };
  const node = { name: "vm", cpuMillis: 1000, memoryBytes: 1 };
  return { ...facts, client: undefined as never, node, where, rootless: false, limits };
}

test("refuses what needs a connection where the engine is in a virtual machine", () => {
  expect(unreachable(engineThatIs("here"), pod)).toEqual([]);
  expect(unreachable(engineThatIs("elsewhere"), pod)).toEqual([
    {
      code: "ENGINE_UNSUPPORTED",
      what: "Docker 28.5.2 runs its containers on another machine, whose networks are not reached from here",
      where: "spec.initContainers[0] (proxy).startupProbe\nspec.containers[0] (main).lifecycle.preStop",
      fix: "ask by exec instead, or use an engine of this machine or a cluster",
    },
  ]);
});
