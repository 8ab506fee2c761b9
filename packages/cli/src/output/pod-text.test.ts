import type { Pod } from "@podwright/core";
import { expect, it } from "vitest";
import { renderPod } from "./pod-text.ts";

const shared = { cpu: "1" };
const pod: Pod = {
  apiVersion: "v1",
  kind: "pod",
  metadata: { name: "p", annotations: { on: "yes", mode: "0644", time: "12:30", plain: "a b" } },
  spec: {
    containers: [
      {
        name: "main",
        args: [`echo ${"long ".repeat(30)}`.trim(), "first\nsecond"],
        resources: { limits: shared, requests: shared },
      },
    ],
  },
};

it("prints YAML that kubectl reads as it was meant, without aliases or folded lines", () => {
  expect(renderPod(pod, "yaml")).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations:
    "on": "yes"
    mode: "0644"
    time: "12:30"
    plain: a b
spec:
  containers:
    - name: main
      args:
        - echo ${"long ".repeat(30).trim()}
        - |-
          first
          second
      resources:
        limits:
          cpu: "1"
        requests:
          cpu: "1"
`);
});

it("prints JSON", () => {
  expect(JSON.parse(renderPod(pod, "json"))).toEqual({ ...pod, kind: "Pod" });
});

it("puts first what people look for first", () => {
  const mixed: Pod = {
    spec: {
      restartPolicy: "Never",
      containers: [{ tty: true, args: ["a"], command: ["c"], name: "main", image: "i" }],
      initContainers: [{ image: "i", name: "init" }],
    },
    metadata: { annotations: { a: "b" }, name: "p" },
  };
  expect(renderPod(mixed, "yaml")).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations:
    a: b
spec:
  initContainers:
    - name: init
      image: i
  containers:
    - name: main
      image: i
      command:
        - c
      args:
        - a
      tty: true
  restartPolicy: Never
`);
});
