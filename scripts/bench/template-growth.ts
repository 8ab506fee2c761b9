import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import type { SemanticsName } from "../../packages/core/src/compose/semantics-names.ts";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import { type Measured, measureRounds } from "./measure-rounds.ts";

const sizes = [1, 10, 100, 1000] as const;

/** What composing costs where the template has so many variables, volumes and mounts for the task and as many for its copilot. */
export function templateGrowth(semantics: SemanticsName): Readonly<Record<string, Measured>> {
  const jobs = Object.fromEntries(
    sizes.map((entries) => {
      const facts = factsWith(entries);
      return [
        String(entries),
        () => {
          if (!composePod(facts, { semantics }).ok) throw new Error(`no Pod with ${entries} entries`);
        },
      ];
    }),
  );
  return measureRounds(1, jobs);
}

function factsWith(entries: number): Facts {
  const numbers = Array.from({ length: entries }, (_, index) => index);
  const served = (name: string, prefix: string) => ({
    name,
    image: "busybox:1.36",
    env: numbers.map((number) => ({ name: `${prefix}_${number}`, value: "x" })),
    volumeMounts: numbers.map((number) => ({
      name: `${prefix}-${number}`,
      mountPath: `/${prefix}/${number}`,
      readOnly: true,
    })),
  });
  const volumes = ["task", "init"].flatMap((prefix) =>
    numbers.map((number) => ({ name: `${prefix}-${number}`, configMap: { name: `${prefix}-${number}` } })),
  );
  const variable = { key: "x", value: { type: { simple: "STRING" } } };
  return factsOfCase({
    task: {
      type: "raw-container",
      metadata: { podTemplateName: "large" },
      interface: { inputs: { variables: [variable] }, outputs: { variables: [variable] } },
      container: { image: "busybox:1.36", args: ["{{.Inputs.x}}"], dataConfig: { enabled: true } },
    },
    execution: { namespace: "tasks", name: "n0", overrides: { resources: {} } },
    podTemplates: [
      {
        metadata: { name: "large", namespace: "tasks" },
        template: {
          spec: { containers: [served("default", "task")], initContainers: [served("default-init", "init")], volumes },
        },
      },
    ],
  });
}
