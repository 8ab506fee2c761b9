import type { Container, PodSpec } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { ContainerPlan } from "../../plan-containers.ts";
import type { ImageFacts } from "../images/ensure-images.ts";
import { type ContainerPlace, containerBody, imageProblems } from "./container-body.ts";

const image: ImageFacts = {
  id: "sha256:0",
  ...{ entrypoint: ["/entry"], command: ["default"], environment: ["PATH=/bin", "COLOR=red", "EMPTY"] },
  ...{ user: "app:team", workingDir: "/work", stopSignal: "SIGTERM", healthcheck: false },
};

function planOf(container: Partial<Container>, more: Partial<ContainerPlan> = {}): ContainerPlan {
  const { command = [], args = [] } = container;
  const all = { name: "main", image: "app:1", ...container };
  return {
    where: "spec.containers[0] (main)",
    container: all,
    environment: new Map(),
    command,
    args,
    volumeMounts: [],
    ...more,
  };
}

const place: ContainerPlace = {
  engine: { kind: "Docker", limits: { memory: true, cpu: true } },
  ...{ spec: { containers: [] }, hostname: "pod", image, pause: "p", network: "own", binds: [], labels: {} },
};

describe("a container of an image", () => {
  const rules: readonly {
    readonly name: string;
    readonly given: Partial<Container>;
    readonly want: readonly string[];
  }[] = [
    { name: "runs what the image says", given: {}, want: ["/entry", "default"] },
    { name: "leaves the image's arguments out behind a command", given: { command: ["/own"] }, want: ["/own"] },
    { name: "puts arguments behind the image's entry point", given: { args: ["a"] }, want: ["/entry", "a"] },
    { name: "replaces both", given: { command: ["/own"], args: ["a"] }, want: ["/own", "a"] },
  ];
  for (const { name, given, want } of rules) {
    test(name, () => expect(containerBody(planOf(given), place).Entrypoint).toEqual(want));
  }

  test("has the image's folder, user and variables where the Pod says nothing of them", () => {
    const { WorkingDir, User, Env } = containerBody(planOf({}, { environment: new Map([["COLOR", "blue"]]) }), place);
    expect({ WorkingDir, User, Env }).toEqual({
      WorkingDir: "/work",
      User: "app:team",
      Env: ["HOSTNAME=pod", "PATH=/bin", "COLOR=blue", "EMPTY="],
    });
  });

  test("has the Pod's user and group over the image's", () => {
    const of = (spec: PodSpec["securityContext"], own: Container["securityContext"] = {}) =>
      containerBody(planOf({ securityContext: own }), {
        ...place,
        spec: { containers: [], ...(spec && { securityContext: spec }) },
      }).User;
    expect([of({ runAsUser: 1000 }), of({ runAsUser: 1000 }, { runAsUser: 0 }), of({ runAsGroup: 5 })]).toEqual([
      "1000",
      "0",
      "app:5",
    ]);
  });

  test("joins the network of the pause container, whose name it has on Docker, and says its name on Podman", () => {
    const podman = { ...place, engine: { ...place.engine, kind: "Podman" } } as const;
    const of = (where: ContainerPlace) => {
      const { Hostname, HostConfig } = containerBody(planOf({}), where);
      return [Hostname, HostConfig?.NetworkMode];
    };
    expect([of(place), of(podman), of({ ...place, network: "host" })]).toEqual([
      [undefined, "container:p"],
      ["pod", "container:p"],
      ["pod", "host"],
    ]);
  });
});

describe("a container whose image is known", () => {
  const nonRoot = { securityContext: { runAsNonRoot: true } };
  const of = (container: Partial<Container>, user: string, entrypoint: readonly string[] = ["/entry"]) =>
    imageProblems(planOf(container), { containers: [] }, { ...image, user, entrypoint, command: [] }).map(
      ({ code, what }) => `${code}: ${what}`,
    );

  test("is refused where the Pod forbids root and the image may be root", () => {
    expect(of(nonRoot, "1000")).toEqual([]);
    expect(of(nonRoot, "0:5")).toEqual([
      "POD_INVALID: container main has runAsNonRoot, and its image runs as root; on Kubernetes it would not start",
    ]);
    expect(of(nonRoot, "app")).toEqual([
      "POD_INVALID: container main has runAsNonRoot, and its image's user app is no number, so that nobody knows whether it is root; on Kubernetes it would not start",
    ]);
  });

  test("is refused where neither it nor its image says what to run", () => {
    expect(of({}, "", [])).toEqual([
      "CONTAINER_COMMAND_MISSING: container main has no command, and neither has its image app:1",
    ]);
  });
});
