import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PodSpec } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell } from "../../packages/runner/src/contract/pod-case.ts";
import { requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { connectTo, leftOn, searchFor } from "./engine-client.ts";
import { forkPodProcessAsUser, type RootlessPodman } from "./rootless-podman.ts";
import { brief, containersCheck, podwright, problemsOf, run, startWithImage } from "./run-rootless.ts";

/** Of all processes of this machine. */
function commandLines(): readonly string[] {
  const processIds = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processIds.flatMap((processId) => {
    try {
      return [readFileSync(`/proc/${processId}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      return [];
    }
  });
}

describe("an ordinary user's Podman", () => {
  let podman: RootlessPodman;
  beforeAll(async () => {
    podman = await startWithImage();
  });
  afterAll(() => podman.remove());
  const engine = () => connectTo(podman.socket);

  test("is found where that user's sockets are, and runs a task whose data are that user's", async () => {
    const task = join(podman.clone, "examples/ellipse/task.pb");
    await (await engine()).client
      .getImage("localhost/busybox:1")
      .tag({ repo: "docker.io/library/busybox", tag: "1.36" });
    const args = ["run", task, "-i", "a=3", "-i", "b=4", "--store", "store"];
    const { exitCode, output } = await podwright(podman, args);
    expect(output).toMatch(
      /^running on engine docker: Podman \S+ answers at \S+\/run\/podman\/podman\.sock; not sandbox: the sandbox engine needs bubblewrap/m,
    );
    expect(output).toMatch(/^area {6}float {3}37\.699112$/m);
    expect(exitCode).toBe(0);
    const store = join(podman.environment.HOME ?? "", "store");
    const written = readdirSync(store, { recursive: true, encoding: "utf8" });
    expect(written.map((path) => path.split("/").at(-1))).toEqual(expect.arrayContaining(["inputs.pb", "outputs.pb"]));
    expect(new Set(written.map((path) => statSync(join(store, path)).uid))).toEqual(new Set([65_534]));
  });

  test("is told of by doctor: whose it is, how many users it has, which limits do not hold", async () => {
    const found = await containersCheck(podman);
    expect(found).toMatchObject({
      status: "ok",
      what: expect.stringMatching(
        /^Podman [\d.]+ \(API [\d.]+\) at \/\S+\/run\/podman\/podman\.sock, rootless, with 65537 users, storage driver overlay, /,
      ),
      details: expect.arrayContaining([
        expect.stringMatching(/\/run\/podman\/podman\.sock: Podman [\d.]+$/),
        "limits of memory and CPU do not hold: it has no cgroups for them",
      ]),
    });
  });

  test("refuses users and groups that it does not have, all in one problem, before anything starts", async () => {
    const spec: PodSpec = {
      securityContext: {
        runAsUser: 65_536,
        runAsGroup: 65_537,
        fsGroup: 1_000_650_000,
        supplementalGroups: [1, 70_000],
      },
      containers: [shell("main", "true"), shell("own", "true", { securityContext: { runAsUser: 70_000 } })],
    };
    expect(await problemsOf(run(podman, spec))).toEqual([
      {
        code: "ENGINE_UNSUPPORTED",
        what: expect.stringMatching(
          /^Podman \S+ belongs to an ordinary user and has only the users 0 to 65536 and the groups 0 to 65536$/,
        ),
        where: [
          "spec.securityContext.runAsGroup: 65537",
          "spec.securityContext.fsGroup: 1000650000",
          "spec.securityContext.supplementalGroups[1]: 70000",
          "spec.containers[1] (own).securityContext.runAsUser: 70000",
        ].join("\n"),
        fix: expect.stringMatching(/^use one of these, or give its user more \(as root: usermod --add-subuids /),
      },
    ]);
  });

  test("refuses an image whose user it does not have", async () => {
    const { client } = await engine();
    const container = await client.createContainer({ Image: "localhost/busybox:1", Cmd: ["true"] });
    await container.commit({ repo: "localhost/foreign", tag: "1", changes: "USER 70000:5" });
    await container.remove();
    const problems = await problemsOf(
      run(podman, { containers: [shell("main", "true", { image: "localhost/foreign:1" })] }),
    );
    expect(problems).toMatchObject([{ code: "ENGINE_UNSUPPORTED", where: "spec.containers[0] (main).image: 70000" }]);
    const other = { image: "localhost/foreign:1", securityContext: { runAsUser: 1000 } };
    expect(await run(podman, { containers: [shell("main", "id -u", other)] })).toMatchObject({
      logs: { main: ["1000"] },
    });
  });

  test("counts what other users than its own keep to themselves in a volume with a sizeLimit", async () => {
    const fill = "umask 077; mkdir /data/own; head -c 3000000 /dev/zero > /data/own/x; sleep 60";
    const outcome = await run(podman, {
      terminationGracePeriodSeconds: 1,
      volumes: [{ name: "data", emptyDir: { sizeLimit: "1Mi" } }],
      containers: [
        shell("main", fill, {
          securityContext: { runAsUser: 1000 },
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
    });
    expect(outcome.phase).toBe('Failed: Evicted: Usage of EmptyDir volume "data" exceeds the limit "1Mi". ');
  });

  test("warns of privileges that end at its user, and refuses them under --strict", async () => {
    const securityContext = { privileged: true, capabilities: { add: ["SYS_TIME"] } };
    const spec: PodSpec = {
      containers: [shell("main", "mknod /null c 1 3 2>/dev/null || echo refused", { securityContext })],
    };
    const { logs, problems } = await run(podman, spec);
    expect(logs.main).toEqual(["refused"]);
    const where = [
      "spec.containers[0] (main).securityContext.privileged: only within what is the Pod's own: the engine's user is root of nothing else",
      "spec.containers[0] (main).securityContext.capabilities.add: SYS_TIME only within what is the Pod's own: the engine's user is root of nothing else",
    ].join("\n");
    expect(problems).toMatchObject([{ code: "ENGINE_NOT_ENFORCED", severity: "warning", where }]);
    expect(await problemsOf(run(podman, spec, true))).toMatchObject([{ code: "ENGINE_NOT_ENFORCED", where }]);
  });

  test("keeps nothing of what a container leaves running that shares its processes with the machine", async () => {
    const outcome = await run(podman, {
      hostPID: true,
      containers: [shell("main", "sleep 4321 & exit 0"), shell("other", "sleep 1")],
    });
    expect(outcome.phase).toBe("Succeeded");
    expect(commandLines().filter((line) => line.includes("sleep 4321"))).toEqual([]);
  });

  test("keeps nothing of it either when the run's process is killed, once another one has run", async () => {
    const pods = forkPodProcessAsUser(podman);
    const request = requestOf(
      busyboxPod({ hostPID: true, containers: [shell("main", "sleep 5432 & echo up; exec sleep 60")] }),
    );
    const running = pods.run({ request, search: searchFor(podman.socket) }, (event) => {
      if (event.type === "log") pods.child.kill("SIGKILL");
    });
    await expect(running).rejects.toThrow("the process ended");
    expect(commandLines().filter((line) => line.startsWith("sleep 5432"))).not.toEqual([]);
    expect(await run(podman, brief)).toMatchObject({ phase: "Succeeded" });
    expect(commandLines().filter((line) => line.startsWith("sleep 5432"))).toEqual([]);
  });

  test("tells what to do about a hostPort that only root may take", async () => {
    const spec: PodSpec = { containers: [shell("main", "true", { ports: [{ containerPort: 80, hostPort: 80 }] })] };
    expect(await problemsOf(run(podman, spec))).toMatchObject([
      {
        code: "CONTAINER_ENGINE_FAILED",
        what: expect.stringContaining("privileged port 80"),
        fix: expect.stringMatching(/^give hostPort 1024/),
      },
    ]);
  });

  test("has nothing of all these left", async () => {
    expect(await leftOn(await engine())).toEqual([]);
  });
});
