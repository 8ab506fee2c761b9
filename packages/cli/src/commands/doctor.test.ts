import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { callDoctor, machinePath } from "../testing/call-doctor.ts";
import { callPodwright } from "../testing/call-podwright.ts";
import { listenLocally } from "../testing/local-ports.ts";

const before = process.cwd();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-doctor-"));
  const { certificatePem } = await createCertificateAuthority("Doctor CA");
  await writeFile(join(folder, "ca.pem"), certificatePem);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => process.chdir(before));

const doctor = (...[args, environment]: readonly [readonly string[], Readonly<Record<string, string>>?]) =>
  callDoctor(folder, args, environment);

describe("doctor on a machine", () => {
  test("with bubblewrap says that the sandbox works, and ends with 0", async () => {
    const { exitCode, engines, find } = await doctor([]);
    expect({ exitCode, engines: engines.includes("sandbox") }).toEqual({ exitCode: 0, engines: true });
    expect(find("node")).toMatchObject({ status: "ok", what: expect.stringMatching(/^v2\d\..*node/) });
    expect(find("bubblewrap")).toMatchObject({
      status: "ok",
      what: expect.stringMatching(/^\d+\.\d+\.\d+, \/.*bwrap$/),
    });
    expect(find("sandbox").what).toMatch(/^bubblewrap makes a sandbox as \w+$/);
    expect(find("engine").what).toBe("auto takes the sandbox, because bubblewrap makes sandboxes here");
  });

  test("without bubblewrap on PATH and without anything else ends with 4, and says what to install", async () => {
    const { exitCode, engines, find } = await doctor([], { PATH: join(folder, "nothing-here") });
    expect({ exitCode, engines }).toEqual({ exitCode: 4, engines: [] });
    expect(find("bubblewrap").fix).toContain("apt-get install bubblewrap");
    expect(find("sandbox").status).toBe("failed");
    expect(find("engine")).toMatchObject({ status: "failed", what: "no engine works here" });
    expect(find("programs")).toMatchObject({ status: "failed" });
  });

  test("whose bubblewrap may make no sandbox repeats what it says, and how to allow it", async () => {
    const bin = join(folder, "forbidden");
    await mkdir(bin);
    const said = "bwrap: setting up uid map: Permission denied";
    await writeFile(
      join(bin, "bwrap"),
      `#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap 0.9.0 && exit\necho "${said}" >&2\nexit 1\n`,
    );
    await chmod(join(bin, "bwrap"), 0o755);
    const { exitCode, find } = await doctor([], { PATH: `${bin}:${machinePath}` });
    expect(exitCode).toBe(4);
    expect(find("bubblewrap")).toEqual({ name: "bubblewrap", status: "ok", what: `0.9.0, ${bin}/bwrap` });
    expect(find("sandbox")).toMatchObject({ status: "failed", engine: "sandbox", details: [`where  ${said}`] });
    expect(find("sandbox").fix).toMatch(/allow them, as root|docker run --privileged/);
  });

  test("where TMPDIR is no folder says so", async () => {
    const { find } = await doctor([], { TMPDIR: join(folder, "gone") });
    expect(find("disk")).toMatchObject({
      status: "failed",
      what: `the folder for temporary files, ${folder}/gone, cannot be used (ENOENT)`,
    });
  });

  test("without mkfifo, setpriv and nsenter says what needs them", async () => {
    const bin = join(folder, "only-bwrap");
    await mkdir(bin);
    await symlink("/usr/bin/bwrap", join(bin, "bwrap"));
    const { find } = await doctor([], { PATH: bin });
    expect(find("programs")).toMatchObject({
      status: "failed",
      what: "mkfifo is missing, which containers' output needs; setpriv is missing, which containers of another user than root need; nsenter is missing, which exec probes and hooks need",
      fix: "install coreutils and util-linux, or put the programs' folder on PATH",
    });
  });
});

describe("doctor on the CAs in force", () => {
  test("counts those of the variables that name them", async () => {
    const { find } = await doctor([], { SSL_CERT_FILE: join(folder, "ca.pem") });
    expect(find("trusted CAs")).toMatchObject({
      status: "warning",
      what: `1 CA is trusted; nothing came of directory ${folder}/no-certificates (SSL_CERT_DIR): 0 CAs`,
      details: [
        `file ${folder}/ca.pem (SSL_CERT_FILE): 1 CA`,
        `directory ${folder}/no-certificates (SSL_CERT_DIR): 0 CAs`,
      ],
    });
  });

  test("names variables that AWS_CA_BUNDLE makes void", async () => {
    const file = join(folder, "ca.pem");
    const { find } = await doctor([], { AWS_CA_BUNDLE: file, NODE_EXTRA_CA_CERTS: "/extra.pem" });
    expect(find("trusted CAs")).toMatchObject({
      status: "ok",
      what: "1 CA is trusted",
      details: [
        `file ${file} (AWS_CA_BUNDLE): 1 CA`,
        "SSL_CERT_DIR has no effect on S3, because AWS_CA_BUNDLE is set",
        "NODE_EXTRA_CA_CERTS has no effect on S3, because AWS_CA_BUNDLE is set",
      ],
    });
  });

  test("warns of a named file whose CAs have all expired", async () => {
    const expired = await createCertificateAuthority("Old CA", {
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2021-01-01T00:00:00Z"),
    });
    const file = join(folder, "old.pem");
    await writeFile(file, expired.certificatePem);
    const { find } = await doctor([], { AWS_CA_BUNDLE: file });
    expect(find("trusted CAs")).toMatchObject({
      status: "warning",
      what: `1 CA is trusted; every CA has expired in file ${file} (AWS_CA_BUNDLE): 1 CA`,
      fix: "put the CA's new certificate into the file",
    });
    expect(find("trusted CAs").details).toContain("  CN=Old CA, O=Podwright test, until Jan  1 00:00:00 2021 GMT");
  });

  test("names those of few that have expired, and counts those of many", async () => {
    const expired = await createCertificateAuthority("Old CA", {
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2021-01-01T00:00:00Z"),
    });
    const others = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await createCertificateAuthority(`CA ${index}`)).certificatePem),
    );
    const [few, many] = [join(folder, "few.pem"), join(folder, "many.pem")];
    await writeFile(few, [expired.certificatePem, ...others.slice(1)].join(""));
    await writeFile(many, [expired.certificatePem, ...others].join(""));
    const detailsOf = async (file: string) => (await doctor([], { AWS_CA_BUNDLE: file })).find("trusted CAs").details;
    expect((await detailsOf(few))?.slice(0, 3)).toEqual([
      `file ${few} (AWS_CA_BUNDLE): 20 CAs`,
      "expired, of these: 1",
      "  CN=Old CA, O=Podwright test, until Jan  1 00:00:00 2021 GMT",
    ]);
    expect((await detailsOf(many))?.slice(0, 2)).toEqual([
      `file ${many} (AWS_CA_BUNDLE): 21 CAs`,
      "expired, of these: 1, as in most public bundles",
    ]);
  });

  test("counts a CA once that stands in two places", async () => {
    const place = join(folder, "two-places");
    await mkdir(place);
    const other = (await createCertificateAuthority("Other CA")).certificatePem;
    await writeFile(join(place, "both.pem"), (await readFile(join(folder, "ca.pem"), "utf8")) + other);
    const { find } = await doctor([], { SSL_CERT_FILE: join(folder, "ca.pem"), SSL_CERT_DIR: place });
    expect(find("trusted CAs")).toMatchObject({ status: "ok", what: "2 CAs are trusted, each counted once" });
  });

  test("fails over a bundle that is none", async () => {
    const file = join(folder, "junk.pem");
    await writeFile(file, "junk\n");
    const { find } = await doctor([], { AWS_CA_BUNDLE: file });
    expect(find("trusted CAs")).toMatchObject({
      status: "failed",
      what: "AWS_CA_BUNDLE names a file that gives no CA certificates (not PEM)",
    });
  });
});

describe("doctor on container runtimes", () => {
  test("says of every place why there is none", async () => {
    const { find } = await doctor([], { HOME: folder, XDG_RUNTIME_DIR: join(folder, "run") });
    expect(find("containers").details?.join("\n")).toContain(`${folder}/run/podman/podman.sock: ENOENT`);
  });

  test("fails over a place that somebody named and that is not there", async () => {
    const { find } = await doctor([], { DOCKER_HOST: `unix://${folder}/gone.sock` });
    expect(find("containers")).toMatchObject({
      status: "failed",
      details: [`tried  DOCKER_HOST unix://${folder}/gone.sock: ENOENT`],
    });
  });

  test("sends nobody to a sandbox that it has just said does not work", async () => {
    const { find } = await doctor([], { PATH: "/nowhere", DOCKER_HOST: `unix://${folder}/gone.sock` });
    expect(find("sandbox").status).toBe("failed");
    expect(find("containers").fix).toBe("start the engine behind DOCKER_HOST, correct it or unset it");
  });

  test("fails over a dead socket", async () => {
    const socket = join(folder, "dead.sock");
    const dies = `require("net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", dies]);
    const { find, engines } = await doctor([], { DOCKER_HOST: `unix://${socket}` });
    expect(find("containers")).toMatchObject({
      status: "failed",
      what: "no container runtime answered",
      details: [`tried  DOCKER_HOST unix://${socket}: ECONNREFUSED`],
      fix: "start the engine behind DOCKER_HOST, correct it or unset it, or use --engine sandbox",
    });
    expect(engines).not.toContain("docker");
  });

  test("fails over something that listens and is no engine", async () => {
    const { port, close } = await listenLocally(createServer((socket) => socket.end("hello\n")));
    onTestFinished(close);
    const { find } = await doctor([], { DOCKER_HOST: `tcp://localhost:${port}` });
    expect(find("containers").details).toEqual([`tried  DOCKER_HOST tcp://localhost:${port}: not an engine`]);
  });
});

describe("doctor on podwright.yaml", () => {
  test("says what it holds, and takes the store from it", async () => {
    const place = join(folder, "project");
    await mkdir(join(place, "templates"), { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "store: data\nmanifests: templates\n");
    process.chdir(place);
    const { stdout } = await callPodwright(["doctor"], { workingDirectory: place, environment: { PATH: machinePath } });
    expect(stdout).toContain(`ok       project          ${place}/podwright.yaml\n`);
    expect(stdout).toContain("store data; config none; manifests templates\n");
    expect(stdout).toContain(`skipped  store server     the store is a folder, ${place}/data\n`);
  });

  test("tells of what is wrong with it, and goes on", async () => {
    const place = join(folder, "wrong");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "stoer: data\n");
    process.chdir(place);
    const { exitCode, stdout } = await callPodwright(["doctor"], {
      workingDirectory: place,
      environment: { PATH: machinePath },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^failed {3}project {10}.*stoer/m);
    expect(stdout).toMatch(/^ok {7}engine/m);
  });
});

test("doctor prints a line for each check, with its fix below", async () => {
  const { stdout } = await callPodwright(["doctor", "--no-project"], {
    workingDirectory: folder,
    environment: { PATH: machinePath, TMPDIR: join(folder, "gone") },
  });
  expect(
    stdout,
  ).toContain(`failed   disk             the folder for temporary files, ${folder}/gone, cannot be used (ENOENT)
         fix    set TMPDIR to a folder that you can write to
`);
});
