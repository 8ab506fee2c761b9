import type { Container } from "@podwright/core";
import { ProblemError } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { ContainerPlan } from "../../plan-containers.ts";
import type { PodFacts } from "../../pod-facts.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { podImages } from "./pod-images.ts";

interface FakeImages {
  /** The users of images that are here, by their names. */
  readonly users?: Readonly<Record<string, string>>;
  /** What a pull is answered. */
  readonly said?: string;
}

/** An engine with images alone. */
function engineWith({ users = {}, said = "" }: FakeImages): Engine {
  const refused = async (statusCode: number, message: string) =>
    Promise.reject(Object.assign(new Error(message), { statusCode, json: { message } }));
  const client = {
    getImage: (name: string) => ({
      inspect: async () =>
        name in users ? { Id: name, Config: { User: users[name], Cmd: ["true"] } } : refused(404, "no such image"),
    }),
    pull: async () => refused(500, said),
  };
  const one = [{ first: 0, count: 1 }];
  return {
    ...{ client: client as never, kind: "Podman", title: "Podman 4.3.1", place: "/run/podman.sock", where: "here" },
    ...{ architecture: "amd64", node: { name: "vm", cpuMillis: 1000, memoryBytes: 1 }, rootless: true },
    ...{ limits: { memory: true, cpu: true }, ids: { users: one, groups: one } },
  };
}

async function problemsOf(engine: Engine, containers: readonly Container[]) {
  const plans = containers.map(
    (container, index): ContainerPlan => ({
      ...{ where: `spec.containers[${index}] (${container.name})`, container, environment: new Map() },
      ...{ command: [], args: [], volumeMounts: [] },
    }),
  );
  const facts = { pod: { spec: { containers } }, secrets: new Map() } as unknown as PodFacts;
  const search = { environment: {}, homeFolder: "/nowhere" };
  const { signal } = new AbortController();
  const error = await podImages(engine, { plans, facts, search, signal, onEvent: () => {} }).catch((reason) => reason);
  if (!(error instanceof ProblemError)) throw error;
  return error.problems;
}

describe("the images of a Pod", () => {
  test("whose users the engine does not have are one problem, whatever containers have them", async () => {
    const engine = engineWith({ users: { "app:1": "70000:5", "tool:1": "1000" } });
    const containers = [
      { name: "main", image: "app:1" },
      { name: "tool", image: "tool:1" },
    ];
    expect(await problemsOf(engine, containers)).toMatchObject([
      {
        code: "ENGINE_UNSUPPORTED",
        what: "Podman 4.3.1 belongs to an ordinary user and has only the user 0 and the group 0",
        where:
          "spec.containers[0] (main).image: 70000\nspec.containers[0] (main).image: 5\nspec.containers[1] (tool).image: 1000",
      },
    ]);
  });

  test("that are not to be had are to be built, loaded or logged in for, whatever they are called", async () => {
    const name = "docker.io/dev/net/tun/pasta:1";
    const engine = engineWith({ said: `initializing source docker://${name}: manifest unknown` });
    expect(await problemsOf(engine, [{ name: "main", image: name }])).toMatchObject([
      { code: "IMAGE_MISSING", fix: expect.stringMatching(/^build it \(podman build -t .*or log in/) },
    ]);
  });
});
