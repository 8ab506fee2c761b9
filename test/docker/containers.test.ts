import type { Container, PodSpec } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { shell, untilTerm } from "../../packages/runner/src/contract/pod-case.ts";
import { runOnPodman } from "./run-on-podman.ts";

/** What the only container of a Pod comes to. */
async function main(container: Partial<Container> & { readonly script: string }, spec: Partial<PodSpec> = {}) {
  const { script, ...more } = container;
  const outcome = await runOnPodman({ ...spec, containers: [shell("main", script, more)] });
  return { end: outcome.containers.main, log: outcome.logs.main };
}

describe("a container on Podman", () => {
  test("has the limits of its Pod, and is said to be out of memory when it takes more", async () => {
    const resources = { limits: { memory: "32Mi", cpu: "500m" }, requests: { cpu: "250m" } };
    const script =
      "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; a=x; while :; do a=$a$a; done";
    expect(await main({ script, resources })).toEqual({ end: "exit 137 OOMKilled", log: ["33554432"] });
  });

  test("has a quota and shares of CPU as a kubelet sets them", async () => {
    const resources = { limits: { cpu: "500m" }, requests: { cpu: "250m" } };
    const files = "cpu.cfs_quota_us cpu.cfs_period_us cpu.shares";
    const script = `cd /sys/fs/cgroup; if test -e cpu.max; then tr ' ' '\\n' < cpu.max; else cd cpu; cat ${files}; fi`;
    const { end, log } = await main({ script, resources });
    expect({ end, quota: log?.slice(0, 2) }).toEqual({ end: "exit 0 Completed", quota: ["50000", "100000"] });
  });

  test("runs as its user with its groups, and owns what it writes", async () => {
    const { log } = await main(
      {
        script:
          "id -u; id -g; id -G | tr ' ' '\\n' | sort -n | tr '\\n' ' '; touch /data/x; stat -c '%u %g' /data/x; stat -c '%g %a' /data",
        volumeMounts: [{ name: "data", mountPath: "/data" }],
        securityContext: { runAsUser: 1000, runAsGroup: 3000 },
      },
      { volumes: [{ name: "data", emptyDir: {} }], securityContext: { fsGroup: 2000, supplementalGroups: [4000] } },
    );
    expect(log).toEqual(["1000", "3000", "2000 3000 4000 1000 2000", "2000 2777"]);
  });

  test("has the capabilities that a kubelet's would have, and no others in effect for a user who is not root", async () => {
    const script = "grep -E 'Cap(Eff|Bnd)|NoNewPrivs' /proc/self/status | tr '\\t' ' '";
    const root = await main({ script });
    const added = await main({
      script,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } },
    });
    const other = await main({ script, securityContext: { runAsUser: 1000, capabilities: { drop: ["NET_RAW"] } } });
    expect([root.log, added.log, other.log]).toEqual([
      ["CapEff: 00000000a80425fb", "CapBnd: 00000000a80425fb", "NoNewPrivs: 0"],
      ["CapEff: 0000000000001000", "CapBnd: 0000000000001000", "NoNewPrivs: 1"],
      ["CapEff: 0000000000000000", expect.stringMatching(/^CapBnd: [0-9a-f]+$/), "NoNewPrivs: 0"],
    ]);
  });

  test("shares IPC and, where the Pod asks for it, processes with the others, and takes its own with it at its end", async () => {
    const isGone = "ps | grep -q '[s]leep 1000' || { echo gone; exit 0; }";
    const outcome = await runOnPodman({
      shareProcessNamespace: true,
      initContainers: [shell("sidecar", untilTerm, { restartPolicy: "Always" })],
      containers: [
        shell("first", "sleep 1000 & echo 1 > /dev/shm/x; ps | grep -c '[p]ause'"),
        shell(
          "second",
          `until test -e /dev/shm/x; do sleep 0.1; done; for i in $(seq 300); do ${isGone}; sleep 0.1; done`,
        ),
      ],
    });
    expect(outcome.containers).toEqual({
      sidecar: "exit 0 Completed",
      first: "exit 0 Completed",
      second: "exit 0 Completed",
    });
    expect([outcome.logs.first, outcome.logs.second]).toEqual([["1"], ["gone"]]);
  });

  test("finds the names of its Pod, and its address in the environment", async () => {
    const { log } = await main(
      {
        script:
          "hostname; echo $HOSTNAME; grep -c '^10.1.2.3' /etc/hosts; tail -n 2 /etc/resolv.conf; test \"$(hostname -i)\" = $IP && echo same",
        env: [{ name: "IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }],
      },
      {
        hostname: "named",
        hostAliases: [{ ip: "10.1.2.3", hostnames: ["store.internal", "other.internal"] }],
        dnsPolicy: "None",
        dnsConfig: { nameservers: ["10.9.9.9"], searches: ["svc.local"], options: [{ name: "ndots", value: "5" }] },
      },
    );
    expect(log?.slice(0, 2)).toEqual(["named", "named"]);
    expect(log?.at(-1)).toBe("same");
  });

  test("has a terminal where it asks for one", async () => {
    const { log } = await main({
      script: "test -t 1 && echo terminal; test -t 0 && echo input",
      tty: true,
      stdin: true,
    });
    expect(log?.map((line) => line.trim())).toEqual(["terminal", "input"]);
  });

  test("is sent the signal that its Pod names", async () => {
    const outcome = await runOnPodman({
      initContainers: [
        shell("sidecar", "trap 'echo usr1; exit 0' USR1; touch /dev/shm/up; while :; do sleep 0.05; done", {
          restartPolicy: "Always",
          lifecycle: { stopSignal: "SIGUSR1" },
        }),
      ],
      containers: [shell("main", "until test -e /dev/shm/up; do sleep 0.05; done")],
    });
    expect(outcome.logs.sidecar).toEqual(["usr1"]);
  });

  test("loses nothing of a flood of lines, odd bytes and a last line without its end, and tells both streams apart", async () => {
    const lines = 200_000;
    const { end, log } = await main({ script: `seq 1 ${lines}; seq 1 1000 >&2; printf '\\377\\000\\n'; printf last` });
    expect(end).toBe("exit 0 Completed");
    const stderr = log?.filter((line) => line.startsWith("! ")) ?? [];
    const stdout = log?.filter((line) => !line.startsWith("! ")) ?? [];
    expect([stdout.length, stderr.length]).toEqual([lines + 2, 1000]);
    expect(stdout.slice(0, lines).every((line, index) => line === String(index + 1))).toBe(true);
    expect(stdout.slice(-2)).toEqual(["\uFFFD\0", "last"]);
  });
});
