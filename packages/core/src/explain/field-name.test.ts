import { expect, test } from "vitest";
import { fieldName } from "./field-name.ts";

const pod = {
  metadata: { annotations: { "example.com/owner": "red" } },
  spec: {
    containers: [
      {
        name: "main",
        args: ["a"],
        env: [{ name: "A" }, { name: "B" }, { name: "B" }],
        ports: [{ containerPort: 80 }],
        volumeMounts: [{ name: "certs", mountPath: "/etc/ssl/certs" }],
      },
    ],
    tolerations: [{ key: "gpu" }],
  },
};

test.each([
  { path: ["metadata", "annotations", "example.com/owner"], want: 'metadata.annotations["example.com/owner"]' },
  { path: ["spec", "containers", 0, "args", 0], want: "spec.containers[main].args[0]" },
  { path: ["spec", "containers", 0, "env", 0, "name"], want: "spec.containers[main].env[A].name" },
  { path: ["spec", "containers", 0, "env", 2, "name"], want: "spec.containers[main].env[B].name" },
  { path: ["spec", "containers", 0, "env", 1, "name"], want: "spec.containers[main].env[1:B].name" },
  {
    path: ["spec", "containers", 0, "ports", 0, "containerPort"],
    want: "spec.containers[main].ports[80].containerPort",
  },
  {
    path: ["spec", "containers", 0, "volumeMounts", 0, "name"],
    want: "spec.containers[main].volumeMounts[/etc/ssl/certs].name",
  },
  { path: ["spec", "tolerations", 0, "key"], want: "spec.tolerations[0].key" },
  { path: ["spec", "nothing", "there"], want: "spec.nothing.there" },
])("$want", ({ path, want }) => expect(fieldName(pod, path)).toBe(want));
