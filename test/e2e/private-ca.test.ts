import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoFiles, writeDemoFiles } from "../../scripts/demo/demo-files.ts";
import { type StoreUnderPrivateCa, startStoreUnderPrivateCa } from "../../scripts/demo/store-under-private-ca.ts";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const template = "examples/private-ca/pod-template.yaml";
const place = useWorkplace();
let store: StoreUnderPrivateCa;
let files: DemoFiles;

beforeAll(async () => {
  store = await startStoreUnderPrivateCa(0);
  files = writeDemoFiles(root, place.folder, store);
});
afterAll(async () => await store.server.close());

/** Runs the ellipse as Flyte would, which knows its own store; with these manifests. */
async function runEllipse(...manifests: string[]) {
  const inputs = ["--input", "a=3", "--input", "b=4", "--config", files.configFile];
  return await podwright(["run", "examples/ellipse/task.pb", ...inputs, ...manifests.flatMap((path) => ["-f", path])], {
    environment: { SSL_CERT_FILE: files.caFile, S3_SECRET: store.server.secretAccessKey, TMPDIR: place.temporary },
  });
}

describe("a task whose store has a certificate of a private CA", () => {
  test("fails without a PodTemplate, says why and how to mend it, and never starts the task", async () => {
    const { exitCode, output } = await runEllipse();
    const downloader = output.match(/^\[flyte-copilot-downloader\] .*$/gm)?.join("\n") ?? "";
    expect(downloader).toContain("error CERTIFICATE_UNTRUSTED");
    expect(downloader).toContain("(tls: failed to verify certificate: x509: certificate signed by unknown authority)");
    expect(downloader).toContain(`where  ${store.server.endpoint}`);
    expect(downloader).toContain("subject CN=store");
    expect(downloader).toContain("issuer CN=Podwright demo CA");
    expect(downloader).toMatch(/tried {2}file \/etc\/ssl\/certs\/ca-certificates\.crt: \d+ CAs/);
    expect(downloader).toMatch(/directory \/etc\/ssl\/certs: \d+ CAs/);
    expect(downloader).toMatch(/- name: default-init[\s\S]*mountPath: \/etc\/ssl\/certs/);
    expect(output).toMatch(/^flyte-copilot-downloader \(init\): failed with exit code 1/m);
    expect(output).not.toContain("(main): running");
    expect(exitCode).toBe(1);
  });

  test("runs with the PodTemplate whose `default-init` mounts the CA", async () => {
    const { exitCode, output } = await runEllipse(template, files.manifestsFolder);
    expect(output).toMatch(/^area +float +37\.699112$/m);
    expect(output).toMatch(/^metadata +string +\[from sh and awk\]$/m);
    expect(output).not.toContain(store.server.secretAccessKey);
    expect(exitCode).toBe(0);
  });
});

describe("the CA reaches the copilot", () => {
  test.for([
    { name: "by a mount at /etc/ssl/certs", mountPath: "/etc/ssl/certs", env: "" },
    {
      name: "by SSL_CERT_FILE in the template's env",
      mountPath: "/certificates",
      env: "- { name: SSL_CERT_FILE, value: /certificates/ca.crt }",
    },
    {
      name: "by SSL_CERT_DIR in the template's env",
      mountPath: "/certificates",
      env: "- { name: SSL_CERT_DIR, value: /certificates }",
    },
  ])("$name", async ({ mountPath, env }) => {
    const { exitCode, output } = await runEllipse(writeTemplate(mountPath, env), files.manifestsFolder);
    expect(output).toMatch(/^area +float +37\.699112$/m);
    expect(exitCode).toBe(0);
  });

  test("and by nothing else: the same mount elsewhere, without a variable, is not enough", async () => {
    const { exitCode, output } = await runEllipse(writeTemplate("/certificates", ""), files.manifestsFolder);
    expect(output).toContain("[flyte-copilot-downloader] error CERTIFICATE_UNTRUSTED");
    expect(exitCode).toBe(1);
  });
});

describe("the store's secret key comes from a Secret, through `default-init`'s env", () => {
  test("into the copilot's arguments, where the Pod has only the variable's name", async () => {
    const args = ["compose", "examples/ellipse/task.pb", "--config", files.configFile, "-f", template];
    const { exitCode, output } = await podwright([...args, files.manifestsFolder]);
    expect(output).not.toContain(store.server.secretAccessKey);
    expect(output.match(/- secret_key=\$\(S3_SECRET\)/g)).toHaveLength(2);
    expect(output).toMatch(/- name: S3_SECRET\n +valueFrom:\n +secretKeyRef:\n +name: flyte-store\n +key: secret-key/);
    expect(exitCode).toBe(0);
  });

  test("and no other key is used: a wrong one in the Secret is refused by the store", async () => {
    const secret = join(place.folder, "wrong-secret.yaml");
    const configMap = join(files.manifestsFolder, "config-map.yaml");
    writeFileSync(
      secret,
      "{ apiVersion: v1, kind: Secret, metadata: { name: flyte-store }, stringData: { secret-key: wrong-key-of-a-test } }",
    );
    const { exitCode, output } = await runEllipse(template, configMap, secret);
    expect(output).toContain("[flyte-copilot-downloader] error STORE_CREDENTIALS_INVALID");
    expect(output).not.toContain("wrong-key-of-a-test");
    expect(exitCode).toBe(1);
  });
});

/** The example's PodTemplate with another mount and one more variable. */
function writeTemplate(mountPath: string, env: string): string {
  const path = join(place.folder, `template-${encodeURIComponent(mountPath + env)}.yaml`);
  writeFileSync(
    path,
    `
apiVersion: v1
kind: PodTemplate
metadata: { name: private-ca }
template:
  spec:
    containers: [{ name: default, image: busybox }]
    initContainers:
      - name: default-init
        image: busybox
        env:
          - { name: S3_SECRET, valueFrom: { secretKeyRef: { name: flyte-store, key: secret-key } } }
          ${env}
        volumeMounts:
          - { name: my-cert-bundle, mountPath: ${mountPath}, readOnly: true }
    volumes:
      - { name: my-cert-bundle, configMap: { name: my-cert-bundle } }
`,
  );
  return path;
}
