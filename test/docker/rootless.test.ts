import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PodSpec, Problem, ProblemError } from "@podwright/core";
import { createDockerRunner, type RunEvent } from "@podwright/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell } from "../../packages/runner/src/contract/pod-case.ts";
import { outcomeOf, requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { runCommand } from "../../scripts/demo/run-command.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import {
  forkPodProcessAsUser,
  type RootlessOptions,
  type RootlessPodman,
  startRootlessPodman,
} from "./rootless-podman.ts";

async function startWithImage(options: RootlessOptions = {}): Promise<RootlessPodman> {
  const podman = await startRootlessPodman(options);
  await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
  return podman;
}

/** The built `podwright`, as Podman's user, who has nothing but where that user's runtime files are. */
async function podwright({ asUser, node, clone, environment }: RootlessPodman, args: readonly string[]) {
  const { PATH, HOME = "", XDG_RUNTIME_DIR, TMPDIR } = environment;
  const bare = ["env", `PATH=${dirname(node)}`];
  return await runCommand({
    argv: [...asUser, ...bare, node, join(clone, "packages/cli/bin/podwright"), ...args],
    workingDirectory: HOME,
    environment: { PATH, HOME, XDG_RUNTIME_DIR, TMPDIR },
    signal: new AbortController().signal,
    onLine: () => {},
  });
}

/** What `doctor` says of container engines, as that user. */
async function containersCheck(podman: RootlessPodman) {
  const { output } = await podwright(podman, ["doctor", "--no-project", "-o", "json"]);
  const { checks } = JSON.parse(output) as { readonly checks: readonly CheckResult[] };
  return checks.find(({ name }) => name === "containers");
}

interface CheckResult {
  readonly name: string;
  readonly status: string;
  readonly what: string;
  readonly details?: readonly string[];
  readonly fix?: string;
}

/** A Pod as that user runs it. */
async function run(podman: RootlessPodman, spec: PodSpec, strict = false) {
  const pods = forkPodProcessAsUser(podman);
  const events: RunEvent[] = [];
  const request = { ...requestOf(busyboxPod(spec)), strict };
  try {
    const result = await pods.run({ request, search: searchFor(podman.socket) }, (event) => events.push(event));
    const problems = events.flatMap((event) => (event.type === "problem" ? [event.problem] : []));
    return { ...outcomeOf(result, events), problems };
  } finally {
    pods.child.kill();
  }
}

async function problemsOf(running: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await running.then(
    () => undefined,
    (reason: ProblemError) => reason,
  );
  return error?.problems ?? [];
}

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

const brief: PodSpec = { containers: [shell("main", "echo ran")] };

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

describe("an ordinary user's Podman where the user may not open /dev/net/tun", () => {
  let podman: RootlessPodman;
  beforeAll(async () => {
    podman = await startWithImage({ network: "no device" });
  });
  afterAll(() => podman.remove());

  test("refuses a Pod that needs a network of its own, before anything starts, and says what to do", async () => {
    const refused = {
      code: "CONTAINER_ENGINE_FAILED",
      what: expect.stringMatching(
        /^Podman \S+ has no network for a Pod: this user cannot open \/dev\/net\/tun \(EACCES\)$/,
      ),
      where: expect.stringContaining("podman.sock"),
      fix: [
        "let its user open /dev/net/tun (as root: modprobe tun; chmod 666 /dev/net/tun)",
        "or give the Pod `hostNetwork: true`, or use --engine sandbox",
      ].join("\n"),
    };
    expect(await problemsOf(run(podman, brief))).toEqual([refused]);
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });

  test("runs a Pod that has the machine's network", async () => {
    expect(await run(podman, { ...brief, hostNetwork: true })).toMatchObject({
      phase: "Succeeded",
      logs: { main: ["ran"] },
    });
  });

  test("is said by doctor to have no network", async () => {
    expect(await containersCheck(podman)).toMatchObject({
      status: "warning",
      what: expect.stringMatching(/; it has no network for a Pod: this user cannot open \/dev\/net\/tun \(EACCES\)$/),
      fix: expect.stringMatching(/^let its user open \/dev\/net\/tun/),
    });
  });

  test("tells in its own words, and with the same fix, whoever cannot see that", async () => {
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const { signal } = new AbortController();
    const running = runner.run({ ...requestOf(busyboxPod(brief)), signal }, () => {});
    expect(await problemsOf(running)).toMatchObject([
      {
        code: "CONTAINER_ENGINE_FAILED",
        what: expect.stringContaining("/dev/net/tun"),
        fix: expect.stringMatching(/^let its user/),
      },
    ]);
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });
});

describe("an ordinary user's Podman without further users, and without a program for networks", () => {
  let podman: RootlessPodman;
  beforeAll(async () => {
    podman = await startWithImage({ ids: "one", network: "no program" });
  });
  afterAll(() => podman.remove());

  test("is said by doctor to have both too little", async () => {
    const found = await containersCheck(podman);
    expect(found).toMatchObject({
      status: "warning",
      what: expect.stringMatching(
        /, rootless, with 1 user, .*; it has one user only, and so no image with others' files; it has neither slirp4netns nor pasta, and so no network for a Pod$/,
      ),
      fix: expect.stringMatching(/^give its user more \(as root: usermod .*\ninstall slirp4netns/),
    });
  });

  test("runs what is its own user's and has the machine's network, and refuses the rest in one go", async () => {
    expect(await run(podman, { ...brief, hostNetwork: true })).toMatchObject({
      phase: "Succeeded",
      logs: { main: ["ran"] },
    });
    const spec: PodSpec = { ...brief, securityContext: { runAsUser: 1000, supplementalGroups: [1] } };
    expect(await problemsOf(run(podman, spec))).toMatchObject([
      {
        code: "ENGINE_UNSUPPORTED",
        what: expect.stringMatching(/has only the users 0 and the groups 0$/),
        where: "spec.securityContext.runAsUser: 1000\nspec.securityContext.supplementalGroups[0]: 1",
      },
      { code: "CONTAINER_ENGINE_FAILED", fix: expect.stringMatching(/^install slirp4netns/) },
    ]);
  });
});
