import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCertificateAuthority, type ServerCertificate } from "../../support/certificate-authority.ts";
import type { ClusterPlan } from "./cluster-plan.ts";

/** Longer than anybody leaves a test cluster up. */
const validMs = 30 * 24 * 3_600_000;

/** Clients of the API server, by the names that Kubernetes' own roles know them by. */
const clients = [
  { file: "admin", commonName: "admin", organization: "system:masters" },
  { file: "apiserver-kubelet-client", commonName: "kube-apiserver-kubelet-client", organization: "system:masters" },
  { file: "kube-controller-manager", commonName: "system:kube-controller-manager" },
  { file: "kube-scheduler", commonName: "system:kube-scheduler" },
  { file: "kubelet", commonName: "system:node:node1", organization: "system:nodes" },
  { file: "expired", commonName: "admin", organization: "system:masters", ...overSince("2021-01-01") },
];

function overSince(day: string): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date("2020-01-01"), notAfter: new Date(day) };
}

/** Writes to `pki/` a CA with its certificates, the key that signs ServiceAccounts' tokens, and a kubeconfig for each client. */
export async function writeCertificates(plan: ClusterPlan): Promise<void> {
  const pki = join(plan.folder, "pki");
  mkdirSync(pki, { recursive: true, mode: 0o700 });
  const write = (name: string, content: string) => writeFileSync(join(pki, name), content, { mode: 0o600 });
  const pair = (name: string, { certificatePem, privateKeyPem }: ServerCertificate) => {
    write(`${name}.crt`, certificatePem);
    write(`${name}.key`, privateKeyPem);
  };
  const notAfter = new Date(Date.now() + validMs);
  const authority = await createCertificateAuthority("test cluster CA", { notAfter });
  write("ca.crt", authority.certificatePem);
  const { hostIp, nodeIp, name } = plan.node ?? {};
  const services = ["kubernetes", "kubernetes.default", "kubernetes.default.svc"];
  const apiHosts = ["localhost", "127.0.0.1", plan.serviceIp, ...services, ...(hostIp ? [hostIp] : [])];
  pair("apiserver", await authority.issue({ commonName: "kube-apiserver", hosts: apiHosts, notAfter }));
  if (nodeIp && name)
    pair("kubelet-server", await authority.issue({ commonName: name, hosts: [name, nodeIp], notAfter }));
  for (const { file, ...subject } of clients) {
    const issued = await authority.issue({ notAfter, ...subject, hosts: [], usage: "client" });
    pair(file, issued);
    const user = {
      "client-certificate-data": base64(issued.certificatePem),
      "client-key-data": base64(issued.privateKeyPem),
    };
    write(`${file}.kubeconfig`, kubeconfigText(plan.server, authority.certificatePem, user));
  }
  const tokens = generateKeyPairSync("ec", { namedCurve: "P-256" });
  write("service-accounts.key", tokens.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  write("service-accounts.pub", tokens.publicKey.export({ type: "spki", format: "pem" }).toString());
}

/** @param user - as a kubeconfig has it: a token, or a certificate */
export function kubeconfigText(server: string, caPem: string, user: Readonly<Record<string, string>>): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": base64(caPem) } }],
    users: [{ name: "test", user }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
