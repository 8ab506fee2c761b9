import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { createDraft } from "../../merge/draft.ts";
import { silentRecorder } from "../../merge/recorder.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import { scheduling } from "./scheduling.ts";

function scheduled(own: Partial<PodSpec>, config: object, execution: object = {}): unknown {
  const draft = createDraft(silentRecorder);
  takeSpec(draft, { containers: [], ...own }, { layer: "test" });
  scheduling.apply(draft, factsOfCase({ task: {}, config, execution: { namespace: "ns", name: "a", ...execution } }));
  return draft.spec;
}

const pool = { key: "pool", operator: "In", values: ["spot"] };
const zone = { key: "zone", operator: "Exists" };

describe("scheduling", () => {
  test("gives a Pod that says nothing Flyte's own", () => {
    expect(scheduled({}, {}, { serviceAccount: "runner" })).toEqual({
      containers: [],
      restartPolicy: "Never",
      serviceAccountName: "runner",
      affinity: {},
    });
  });

  test.each([
    {
      name: "keeps the task's own values over the defaults",
      own: { restartPolicy: "OnFailure", schedulerName: "mine", dnsConfig: { nameservers: ["1.1.1.1"] } },
      config: { "scheduler-name": "volcano", "default-pod-dns-config": { nameservers: ["8.8.4.4"] } },
      want: { restartPolicy: "OnFailure", schedulerName: "mine", dnsConfig: { nameservers: ["1.1.1.1"] } },
    },
    {
      name: "puts tolerations before the task's: by resource name, interruptible, default",
      own: {
        containers: [{ name: "a", resources: { limits: { "nvidia.com/gpu": "1" }, requests: { cpu: "1" } } }],
        initContainers: [{ name: "i", resources: { limits: { "google.com/tpu": "1" } } }],
        tolerations: [{ key: "own" }],
      },
      config: {
        "resource-tolerations": {
          "nvidia.com/gpu": [{ key: "gpu" }],
          cpu: [{ key: "cpu" }],
          "google.com/tpu": [{ key: "tpu" }],
        },
        "interruptible-tolerations": [{ key: "spot" }],
        "default-tolerations": [{ key: "flyte" }],
      },
      execution: { interruptible: true },
      want: { tolerations: [{ key: "cpu" }, { key: "gpu" }, { key: "spot" }, { key: "flyte" }, { key: "own" }] },
    },
    {
      name: "lays node selectors: default under own under interruptible",
      own: { nodeSelector: { a: "own", b: "own" } },
      config: {
        "default-node-selector": { a: "default", c: "default" },
        "interruptible-node-selector": { b: "interruptible" },
      },
      execution: { interruptible: true },
      want: { nodeSelector: { a: "own", b: "interruptible", c: "default" } },
    },
  ])("$name", ({ own, config, execution, want }) => {
    expect(scheduled(own, config, execution)).toMatchObject(want);
  });

  test("forgets the task's host network where the platform says no", () => {
    expect(scheduled({ hostNetwork: true }, { "enable-host-networking-pod": false })).not.toHaveProperty("hostNetwork");
  });

  test.each([
    { name: "makes a term of the requirement", own: undefined, want: [[pool]] },
    { name: "takes an empty list of terms for none", own: [], want: [[pool]] },
    { name: "adds it to every term", own: [{ matchExpressions: [zone] }, {}], want: [[zone, pool], [pool]] },
    { name: "does not repeat it", own: [{ matchExpressions: [pool] }], want: [[pool]] },
    {
      name: "counts values in their order",
      own: [{ matchExpressions: [{ ...pool, values: ["spot", "x"] }] }],
      want: [[{ ...pool, values: ["spot", "x"] }, pool]],
    },
  ])("of the interruptible nodes: $name", ({ own, want }) => {
    const affinity = own && {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: own } },
    };
    const config = {
      "interruptible-node-selector-requirement": pool,
      "non-interruptible-node-selector-requirement": zone,
    };
    const spec = scheduled(affinity ? { affinity } : {}, config, { interruptible: true }) as PodSpec;
    const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
    expect(terms?.map(({ matchExpressions }) => matchExpressions)).toEqual(want);
  });

  test("never writes into the platform's default affinity", () => {
    const facts = factsOfCase({
      task: {},
      config: {
        "default-affinity": {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [zone] }] },
          },
        },
        "non-interruptible-node-selector-requirement": pool,
      },
      execution: { namespace: "ns", name: "a" },
    });
    const before = structuredClone(facts.config);
    const draft = createDraft(silentRecorder);
    scheduling.apply(draft, facts);
    expect(facts.config).toEqual(before);
    expect(JSON.stringify(draft.spec.affinity)).toContain("pool");
  });
});
