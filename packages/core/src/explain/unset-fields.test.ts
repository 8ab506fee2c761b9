import { expect, test } from "vitest";
import { unsetFields } from "./unset-fields.ts";

const pod = {
  metadata: { name: "p", annotations: { owner: "red" } },
  spec: { containers: [{ name: "main", image: "i" }], nodeName: "n" },
};

test.each([
  { text: "nodeSelector", want: ["spec.nodeSelector"] },
  { text: "spec.NODESELECTOR", want: ["spec.nodeSelector"] },
  { text: "labels", want: ["metadata.labels"] },
  { text: "labels.example.com/team", want: ['metadata.labels["example.com/team"]'] },
  { text: "spec.securityContext.runAsUser", want: ["spec.securityContext.runAsUser"] },
  { text: "containers[main].lifecycle.preStop", want: ["spec.containers[main].lifecycle.preStop"] },
  { text: "lifecycle", want: ["spec.containers[main].lifecycle"] },
  { text: "containers[man].lifecycle", want: [] },
  { text: "volumes[cache]", want: [] },
  { text: "annotations.ownr", want: [] },
  { text: "nodeSelektor", want: [] },
  { text: "nodeName.first", want: [] },
  { text: "", want: [] },
])("the unset fields that $text means", ({ text, want }) => expect(unsetFields(pod, text)).toEqual(want));
