import { describe, expect, test } from "vitest";
import { image, type Json, mainOf, problemsOf, templateOf } from "../../../../../test/support/podwright-layers.ts";
import type { Container } from "../../kubernetes/types.ts";

interface FieldCase {
  readonly name: string;
  readonly low: Json;
  readonly high: Json;
  readonly want: Json;
}

describe("how fields of a container merge", () => {
  const cases: readonly FieldCase[] = [
    {
      name: "scalars: the higher one's",
      low: { image: "a", tty: true },
      high: { tty: false },
      want: { image, tty: false },
    },
    {
      name: "a variable is one value, with its source",
      low: { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] },
      high: { env: [{ name: "A", value: "1" }] },
      want: { env: [{ name: "A", value: "1" }] },
    },
    {
      name: "variables by name, at the lower one's place",
      low: {
        env: [
          { name: "A", value: "t" },
          { name: "B", value: "t" },
        ],
      },
      high: {
        env: [
          { name: "C", value: "1" },
          { name: "A", value: "1" },
        ],
      },
      want: {
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "t" },
          { name: "C", value: "1" },
        ],
      },
    },
    {
      name: "a variable stands behind those that it refers to, not behind $$(NAME)",
      low: {
        env: [
          { name: "A", value: "$(B)" },
          { name: "D", value: "$$(C)" },
        ],
      },
      high: {
        env: [
          { name: "B", value: "1" },
          { name: "C", value: "1" },
        ],
      },
      want: {
        env: [
          { name: "B", value: "1" },
          { name: "A", value: "$(B)" },
          { name: "D", value: "$$(C)" },
          { name: "C", value: "1" },
        ],
      },
    },
    {
      name: "a reference to itself takes the literal in",
      low: { env: [{ name: "PATH", value: "/bin" }] },
      high: { env: [{ name: "PATH", value: "$(PATH):/x" }] },
      want: { env: [{ name: "PATH", value: "/bin:/x" }] },
    },
    {
      name: "envFrom by kind, name and prefix, the higher one's last",
      low: {
        envFrom: [
          { secretRef: { name: "s" } },
          { configMapRef: { name: "s" } },
          { secretRef: { name: "s" }, prefix: "P" },
        ],
      },
      high: { envFrom: [{ secretRef: { name: "s", optional: true } }] },
      want: {
        envFrom: [
          { configMapRef: { name: "s" } },
          { secretRef: { name: "s" }, prefix: "P" },
          { secretRef: { name: "s", optional: true } },
        ],
      },
    },
    {
      name: "mounts by path however it is written, whole",
      low: {
        volumeMounts: [
          { name: "v", mountPath: "/etc//ssl/", subPath: "stray" },
          { name: "w", mountPath: "/w" },
        ],
      },
      high: { volumeMounts: [{ name: "v", mountPath: "/etc/ssl" }] },
      want: {
        volumeMounts: [
          { name: "v", mountPath: "/etc/ssl" },
          { name: "w", mountPath: "/w" },
        ],
      },
    },
    {
      name: "ports by number and protocol, TCP if it is not said",
      low: {
        ports: [
          { containerPort: 53, protocol: "TCP", name: "t" },
          { containerPort: 53, protocol: "UDP" },
        ],
      },
      high: { ports: [{ containerPort: 53 }] },
      want: { ports: [{ containerPort: 53 }, { containerPort: 53, protocol: "UDP" }] },
    },
    {
      name: "a port's name belongs to the higher one's port",
      low: { ports: [{ containerPort: 80, name: "http" }] },
      high: { ports: [{ containerPort: 8080, name: "http" }] },
      want: { ports: [{ containerPort: 80 }, { containerPort: 8080, name: "http" }] },
    },
    {
      name: "args and command: the higher one's, whole",
      low: { args: ["t"], command: ["t"] },
      high: { args: ["1"] },
      want: { args: ["1"], command: ["t"] },
    },
    {
      name: "a probe has one handler; its timings go by field",
      low: { livenessProbe: { exec: { command: ["true"] }, periodSeconds: 3, timeoutSeconds: 1 } },
      high: { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 9 } },
      want: { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 9, timeoutSeconds: 1 } },
    },
    {
      name: "the same handler is replaced whole, and a port is a number or a text",
      low: { readinessProbe: { httpGet: { port: "http", path: "/ready" } } },
      high: { readinessProbe: { httpGet: { port: 80 } } },
      want: { readinessProbe: { httpGet: { port: 80 } } },
    },
    {
      name: "a lifecycle handler and a profile are one value",
      low: {
        lifecycle: { preStop: { sleep: { seconds: 1 } } },
        securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "p" } },
      },
      high: {
        lifecycle: { preStop: { exec: { command: ["x"] } } },
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      },
      want: {
        lifecycle: { preStop: { exec: { command: ["x"] } } },
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      },
    },
    {
      name: "capabilities are sets, and the higher one's word undoes the opposite",
      low: { securityContext: { capabilities: { add: ["A", "B"], drop: ["C"] } } },
      high: { securityContext: { capabilities: { add: ["C"], drop: ["A"] } } },
      want: { securityContext: { capabilities: { add: ["B", "C"], drop: ["A"] } } },
    },
    {
      name: "resources by name, requests and limits apart",
      low: { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } } },
      high: { resources: { requests: { cpu: "2" } } },
      want: { resources: { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "2Gi" } } },
    },
  ];
  test.each(cases)("$name", ({ low, high, want }) => {
    expect(mainOf({ main: high, template: templateOf(low) })).toMatchObject(want);
    for (const key of Object.keys(want))
      expect(mainOf({ main: high, template: templateOf(low) })[key as keyof Container]).toEqual(want[key]);
  });

  test("a request over a limit names both layers, and is none within one", () => {
    const over = {
      main: { resources: { requests: { cpu: "2" } } },
      template: templateOf({ resources: { limits: { cpu: "1" } } }),
    };
    expect(problemsOf(over)).toEqual([
      "REQUEST_OVER_LIMIT container main requests 2 cpu (task: the task, k8sPod.podSpec.containers[0].resources.requests.cpu), more than " +
        "its limit of 1 (pod-template: podTemplates[0], template.spec.containers[0].resources.limits.cpu)",
    ]);
    const alone = { main: { resources: { requests: { cpu: "2" }, limits: { cpu: "1" } } } };
    expect(mainOf(alone).resources?.requests?.cpu).toBe("1");
    expect(problemsOf(alone)[0]).toContain("REQUEST_OVER_LIMIT container main requests 2 cpu");
  });

  test("the platform's default amounts are for what no layer asks", () => {
    const template = templateOf({ resources: { requests: { cpu: "2" } } });
    expect(mainOf({ template }).resources).toEqual({
      requests: { cpu: "2", memory: "1Gi" },
      limits: { cpu: "2", memory: "1Gi" },
    });
  });

  test("two containers cannot have one port of the node", () => {
    const task = {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    };
    const template = templateOf({ ports: [{ containerPort: 80, hostPort: 80 }] });
    expect(problemsOf({ task, template })).toEqual([
      "HOST_PORT_REPEATED the containers main and side both want port 80 (TCP) of the node",
    ]);
  });

  test("… nor one container have it twice, by ports of two layers; of one port that stands twice the last counts", () => {
    const ports = [{ containerPort: 81, hostPort: 80 }];
    const template = { ...templateOf({ ports: [{ containerPort: 80, hostPort: 80 }] }), initContainers: [] };
    expect(problemsOf({ main: { ports }, template })).toEqual([
      "HOST_PORT_REPEATED two ports of container main both want port 80 (TCP) of the node",
    ]);
    const init = { initContainers: [{ name: "own", image, ports: [...ports, { containerPort: 82, hostPort: 80 }] }] };
    expect(problemsOf({ task: init })).toEqual([
      "HOST_PORT_REPEATED two ports of container own both want port 80 (TCP) of the node",
    ]);
    expect(problemsOf({ main: { ports: [...ports, ...ports] } })).toEqual([]);
  });

  test("variables in a circle keep their places, with a warning", () => {
    const env = [
      { name: "A", value: "$(B)" },
      { name: "B", value: "$(A)" },
    ];
    expect(mainOf({ main: { env } }).env).toEqual(env);
    expect(problemsOf({ main: { env } })).toEqual([
      "VARIABLE_CIRCLE variables of container main refer to each other in a circle: A → B → A",
    ]);
  });
});
