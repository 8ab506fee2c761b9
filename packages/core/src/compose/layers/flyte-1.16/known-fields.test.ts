import { expect, test } from "vitest";
import { factsOfCase } from "../../../../../../test/support/flyte-facts.ts";
import { valueOrThrow } from "../../../problem/problem-error.ts";
import { composePod } from "../../compose-pod.ts";

const podCertificate = { signerName: "acme.example/ca", keyType: "ED25519" };
const input = {
  task: { type: "python-task", metadata: { podTemplateName: "new" }, container: { image: "i" } },
  execution: { namespace: "tasks", name: "n0", overrides: { resources: {} } },
  podTemplates: [
    {
      metadata: { name: "new", namespace: "tasks" },
      template: {
        spec: {
          schedulingGroup: { podGroupName: "g" },
          volumes: [
            { name: "a", emptyDir: {} },
            {
              name: "b",
              projected: {
                sources: [{ podCertificate: { ...podCertificate, userAnnotations: { "acme.example/x": "y" } } }],
              },
            },
          ],
        },
      },
    },
  ],
};

const specOf = (semantics: "flyte-1.16" | "flyte-2.0") =>
  valueOrThrow(composePod(factsOfCase(input, semantics), { semantics })).pod.spec;

test("fields newer than Kubernetes 0.34 are not in the Pod, all else is", () => {
  const { schedulingGroup, volumes } = specOf("flyte-1.16") ?? {};
  expect(schedulingGroup).toBeUndefined();
  expect(volumes).toEqual([
    { name: "a", emptyDir: {} },
    { name: "b", projected: { sources: [{ podCertificate }] } },
  ]);
});

test("Flyte 2 knows them", () => {
  expect(specOf("flyte-2.0")?.schedulingGroup).toEqual({ podGroupName: "g" });
});
