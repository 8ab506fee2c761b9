import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "@podwright/core";
import { describe, expect, test, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import { createKubernetesRunner } from "../../../packages/runner/src/kubernetes/create-kubernetes-runner.ts";
import type { RunEvent } from "../../../packages/runner/src/runner.ts";
import { busyboxImage } from "../../support/container-images.ts";
import { patience } from "../patience.ts";
import { sharedCluster } from "../test-clusters.ts";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: readonly Rule[];
}

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const folder = join(import.meta.dirname, "../../../deploy/kubernetes");

function read(file: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((document) => document.toJS() as Manifest);
}

/** How a run came out. */
interface Ran {
  readonly namespace: string;
  readonly phase?: string;
  readonly lines: readonly string[];
  readonly notices: readonly string[];
  readonly problems: readonly string[];
  /** What of the run is still there. */
  readonly left: readonly string[];
}

/** Runs a Pod as somebody who may do what the files say and nothing else. */
async function runAs(
  files: readonly string[],
  { apply = false, without = "", detaches = false, attaches = false } = {},
): Promise<Ran> {
  const cluster = sharedCluster();
  const namespace = await cluster.createNamespace("rbac");
  const kubeconfig = await cluster.kubeconfigFor(namespace, "runner");
  const items = files.flatMap(read).map((manifest) => {
    const metadata = { ...manifest.metadata, namespace };
    if (manifest.kind !== "Role")
      return { ...manifest, metadata, subjects: [{ kind: "ServiceAccount", name: "runner", namespace }] };
    return { ...manifest, metadata, rules: manifest.rules?.flatMap((rule) => lessVerb(rule, without)) };
  });
  await cluster.apply({ apiVersion: "v1", kind: "List", items });
  await untilGranted(namespace, items as readonly Manifest[]);
  const runner = createKubernetesRunner({ kubeconfig, namespace, environment: {}, apply });
  const events: RunEvent[] = [];
  const settings = { metadata: { name: "settings", namespace }, data: { WORD: "applied" } };
  const token = { metadata: { name: "token", namespace }, stringData: { SECRET_WORD: "hidden" } };
  if (!apply) {
    await cluster.apply({ apiVersion: "v1", kind: "ConfigMap", ...settings });
    await cluster.apply({ apiVersion: "v1", kind: "Secret", ...token });
  }
  const main = {
    name: "main",
    image: busyboxImage,
    command: ["/bin/sh", "-c", 'echo "word: $WORD, $(printf %s "$SECRET_WORD" | wc -c) letters"'],
    envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "token" } }],
  };
  const pod = { metadata: { name: "p", namespace }, spec: { restartPolicy: "Never", containers: [main] } };
  const request = {
    pod,
    configMaps: apply ? [settings] : [],
    secrets: apply ? [token] : [],
    programs: {},
    signal: new AbortController().signal,
  };
  const problems: string[] = [];
  const leave = new AbortController();
  const take = (event: RunEvent): void => {
    events.push(event);
    if (detaches) leave.abort();
  };
  const running = attaches ? runner.attach("p", request, take) : runner.run({ ...request, detach: leave.signal }, take);
  const result = await running.catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(
      ...error.problems.map(({ what }) => what.replace(/^.* may not /, "").replace(namespace, "NAMESPACE")),
    );
    return undefined;
  });
  await runner.close();
  const left = await cluster.kubectl(
    "get",
    "pods,configmaps,secrets",
    "-n",
    namespace,
    "-l",
    "app.kubernetes.io/managed-by=podwright",
    "-o",
    "name",
  );
  return {
    namespace,
    ...(result?.status.phase && { phase: result.status.phase }),
    lines: events.flatMap((event) => (event.type === "log" ? [event.line] : [])),
    notices: events.flatMap((event) =>
      event.type === "notice"
        ? [`${event.reason} ${event.message.replace(/^.* may not /, "").replace(namespace, "NAMESPACE")}`]
        : [],
    ),
    problems,
    left: left.split("\n").filter((line) => line !== ""),
  };
}

/** The API server takes a moment to heed a Role. */
async function untilGranted(namespace: string, items: readonly Manifest[]): Promise<void> {
  const rules = items.flatMap((item) => item.rules ?? []);
  for (const { verbs, resources } of rules) {
    const [verb = "", named = ""] = [verbs[0], resources[0]];
    const [resource = "", subresource = ""] = named.split("/"); // kubectl takes the rest for a name
    const asked = [
      "auth",
      "can-i",
      verb,
      resource,
      `--subresource=${subresource}`,
      "-n",
      namespace,
      "--as",
      `system:serviceaccount:${namespace}:runner`,
    ];
    await vi.waitFor(() => sharedCluster().kubectl(...asked), { ...patience, interval: 100 });
  }
}

function lessVerb(rule: Rule, without: string): readonly Rule[] {
  const [verb = "", resource = ""] = without.split(" ");
  if (!rule.resources.includes(resource)) return [rule];
  const verbs = rule.verbs.filter((each) => each !== verb);
  return verbs.length === 0 ? [] : [{ ...rule, verbs }];
}

describe("the Role of deploy/kubernetes/run.yaml", () => {
  test("suffices for a run from its beginning to its end", async () => {
    const { phase, lines, problems, left } = await runAs(["run.yaml"]);
    expect({ phase, lines, problems, left }).toEqual({
      phase: "Succeeded",
      lines: ["word: applied, 6 letters"],
      problems: [],
      left: [],
    });
  });

  test.each(["create pods", "list pods", "watch pods", "delete pods"])(
    "needs %s, and without it the problem names it",
    async (without) => {
      const { problems } = await runAs(["run.yaml"], { without });
      expect(problems).toEqual([`${without} in namespace NAMESPACE`]);
    },
  );

  test("needs get pods/log for logs, and without it the run goes on and says so", async () => {
    const { phase, lines, notices } = await runAs(["run.yaml"], { without: "get pods/log" });
    expect({ phase, lines }).toEqual({ phase: "Succeeded", lines: [] });
    expect(notices.filter((notice) => notice.includes("get pods/log in namespace NAMESPACE")).length).toBe(1);
  });

  test.each(["list events", "watch events"])("needs %s for news, and without it says so once", async (without) => {
    const { phase, lines, notices } = await runAs(["run.yaml"], { without });
    expect({ phase, lines }).toEqual({ phase: "Succeeded", lines: ["word: applied, 6 letters"] });
    expect(notices.filter((notice) => notice.startsWith("EventsUnread"))).toEqual([
      `EventsUnread ${without} in namespace NAMESPACE: nothing is told of why the Pod waits but what its status says`,
    ]);
  });

  test("needs get pods to take a run up, and without it the problem names it", async () => {
    const { problems } = await runAs(["run.yaml"], { without: "get pods", attaches: true });
    expect(problems).toEqual(["get pods in namespace NAMESPACE"]);
  });

  test("needs patch pods to mark a run that is left, and without it says what comes of that", async () => {
    const { notices } = await runAs(["run.yaml"], { without: "patch pods", detaches: true });
    expect(notices).toContain(
      "RunNotMarked patch pods in namespace NAMESPACE: the next run on this machine removes its Pod once that has ended",
    );
  });
});

describe("with run-apply.yaml besides", () => {
  const files = ["run.yaml", "run-apply.yaml"];

  test("objects of the manifests are there for the time of the run", async () => {
    const { phase, lines, problems, left } = await runAs(files, { apply: true });
    expect({ phase, lines, problems, left }).toEqual({
      phase: "Succeeded",
      lines: ["word: applied, 6 letters"],
      problems: [],
      left: [],
    });
  });

  test.each(["get configmaps", "create configmaps", "get secrets", "create secrets"])(
    "it needs %s, and without it the problem names it",
    async (without) => {
      const { problems } = await runAs(files, { apply: true, without });
      expect(problems).toEqual([`${without} in namespace NAMESPACE`]);
    },
  );

  test.each([
    { without: "delete configmaps", object: "configmap/settings", named: "the ConfigMap settings" },
    { without: "delete secrets", object: "secret/token", named: "the Secret token" },
  ])(
    "without $without Kubernetes removes what it made once the Pod is gone, and the run says so if it sees it there",
    async (each) => {
      const { without, object, named } = each;
      const { phase, namespace, notices } = await runAs(files, { apply: true, without });
      expect(phase).toBe("Succeeded");
      const said = `ObjectsRemain ${without} in namespace NAMESPACE: ${named} is left to Kubernetes, which removes it once the Pods are gone that own it`;
      expect(notices.filter((notice) => notice.startsWith("ObjectsRemain") && notice !== said)).toEqual([]);
      const there = () => sharedCluster().kubectl("get", object, "-n", namespace, "--ignore-not-found");
      await vi.waitFor(async () => expect(await there()).toBe(""), { ...patience, interval: 500 });
    },
  );

  test.each([
    { without: "patch configmaps", named: "the ConfigMap settings" },
    { without: "patch secrets", named: "the Secret token" },
  ])("without $without it says what would stay should podwright be killed, and removes it itself", async (each) => {
    const { without, named } = each;
    const { phase, left, notices } = await runAs(files, { apply: true, without });
    expect({ phase, left }).toEqual({ phase: "Succeeded", left: [] });
    expect(notices.filter((notice) => notice.startsWith("ObjectsRemain"))).toEqual([
      `ObjectsRemain ${without} in namespace NAMESPACE: ${named} does not go with its Pod, and stays where podwright cannot remove it itself`,
    ]);
  });
});
