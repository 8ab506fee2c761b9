import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from "../../../../test/support/certificate-authority.ts";
import { deadPort } from "../../../../test/support/dead-port.ts";
import { callDoctor } from "../testing/call-doctor.ts";
import { listenLocally } from "../testing/local-ports.ts";

let folder = "";
let authority: CertificateAuthority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-doctor-"));
  authority = await createCertificateAuthority("Doctor CA");
  await writeFile(join(folder, "ca.pem"), authority.certificatePem);
});
afterAll(() => rm(folder, { recursive: true }));

const doctor = (...[args, environment]: readonly [readonly string[], Readonly<Record<string, string>>?]) =>
  callDoctor(folder, args, environment);

describe("doctor on a cluster", () => {
  async function kubeconfig(server: string, user: object, name = "kubeconfig"): Promise<string> {
    const file = join(folder, name);
    const config = {
      "current-context": "dev",
      clusters: [{ name: "dev", cluster: { server, "certificate-authority": "ca.pem" } }],
      contexts: [
        { name: "dev", context: { cluster: "dev", user: "me", namespace: "tasks" } },
        { name: "prod", context: { cluster: "dev", user: "me" } },
      ],
      users: [{ name: "me", user }],
    };
    await writeFile(file, JSON.stringify(config));
    return file;
  }

  test("is skipped where no kubeconfig is", async () => {
    const { find } = await doctor([], { HOME: folder });
    expect(find("kubeconfig")).toMatchObject({ status: "skipped", what: expect.stringContaining("there is none") });
    expect(find("cluster")).toMatchObject({ status: "skipped", what: "no kubeconfig names one" });
    expect(find("permissions").status).toBe("skipped");
  });

  test("says what is wrong with a broken kubeconfig, without its content", async () => {
    const file = join(folder, "broken");
    await writeFile(file, "users: [ { token: do-not-print\n");
    const { exitCode, find, text } = await doctor(["--kubeconfig", file]);
    expect(exitCode).toBe(0);
    expect(find("kubeconfig")).toMatchObject({ status: "failed", what: expect.stringContaining("is no YAML") });
    expect(find("cluster")).toMatchObject({ status: "skipped", what: "the kubeconfig cannot be used" });
    expect(text).not.toContain("do-not-print");
  });

  test("names the contexts that there are where another one is wanted", async () => {
    const file = await kubeconfig("https://localhost:1", { token: "do-not-print" });
    const { find } = await doctor(["--context", "prd"], { KUBECONFIG: file });
    expect(find("kubeconfig")).toMatchObject({ status: "failed", fix: "use --context prod" });
  });

  test("names all contexts there are where the one that is wanted is like none of them", async () => {
    const file = await kubeconfig("https://localhost:1", { token: "do-not-print" });
    const { find } = await doctor(["--context", "elsewhere"], { KUBECONFIG: file });
    expect(find("kubeconfig").fix).toBe("name one of these with --context: dev, prod");
  });

  test("takes the context that podwright.yaml names, and the flag's before that", async () => {
    const file = await kubeconfig("https://localhost:1", { token: "do-not-print" });
    const place = join(folder, "with-cluster");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "cluster: prod\n");
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir(folder);
    const project = ["--project", join(place, "podwright.yaml")];
    const byProject = await doctor(project, { KUBECONFIG: file });
    expect(byProject.find("project").status).toBe("ok");
    expect(byProject.find("kubeconfig").what).toBe(`context prod of ${file}`);
    const byFlag = await doctor([...project, "--context", "dev"], { KUBECONFIG: file });
    expect(byFlag.find("project").status).toBe("ok");
    expect(byFlag.find("kubeconfig").what).toBe(`context dev of ${file}`);
  });

  test("says that a client certificate has expired, and since when", async () => {
    const { certificatePem, privateKeyPem } = await authority.issue({
      ...{ commonName: "me", hosts: ["me"], usage: "client" },
      ...{ notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2025-01-01T00:00:00Z") },
    });
    const inBase64 = (text: string) => Buffer.from(text).toString("base64");
    const file = await kubeconfig(`https://127.0.0.1:${await deadPort()}`, {
      "client-certificate-data": inBase64(certificatePem),
      "client-key-data": inBase64(privateKeyPem),
    });
    const { find, text } = await doctor(["--kubeconfig", file]);
    expect(find("kubeconfig")).toMatchObject({
      status: "failed",
      what: `context dev of ${file}: its client certificate expired at 2025-01-01T00:00:00.000Z`,
      fix: expect.stringContaining("have a new kubeconfig written"),
    });
    expect(text).not.toContain("PRIVATE");
  });

  test("says that nobody listens there, and whose server it is", async () => {
    const server = `https://127.0.0.1:${await deadPort()}`;
    const file = await kubeconfig(server, { token: "do-not-print" });
    const { exitCode, engines, find, text } = await doctor(["--kubeconfig", file, "-n", "mine"]);
    expect({ exitCode, kubernetes: engines.includes("kubernetes") }).toEqual({ exitCode: 0, kubernetes: false });
    expect(find("kubeconfig")).toMatchObject({
      status: "ok",
      what: `context dev of ${file}`,
      details: [`server ${server}, namespace mine, user me by a token`, "other contexts: prod"],
    });
    expect(find("cluster").what).toContain("no connection to the cluster's API server: connect ECONNREFUSED");
    expect(find("permissions")).toMatchObject({ status: "skipped", what: "the cluster does not answer" });
    expect(text).not.toContain("do-not-print");
  });

  test("gives a silent one up within seconds", { timeout: 20_000 }, async () => {
    const { port, close } = await listenLocally(createServer(() => {}));
    onTestFinished(close);
    const file = await kubeconfig(`https://localhost:${port}`, { token: "do-not-print" });
    const begun = Date.now();
    const { find } = await doctor(["--kubeconfig", file]);
    expect(find("cluster")).toMatchObject({ status: "failed", what: "gave no answer in 6 s" });
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
