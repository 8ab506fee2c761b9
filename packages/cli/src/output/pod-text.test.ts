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
