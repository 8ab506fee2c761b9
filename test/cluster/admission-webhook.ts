import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { startScriptedServer } from "../support/scripted-server.ts";
import type { Cluster } from "./cluster.ts";

interface AdmissionWebhook {
  readonly name: string;
  readonly kind: "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration";
  /** What it answers for every Pod that is created: an AdmissionResponse without its uid. */
  readonly answer: object;
}

/** Has the API server ask a webhook of this process about each Pod, in every namespace; it takes a moment to heed it. Both end with the test. */
export async function startAdmissionWebhook(cluster: Cluster, { name, kind, answer }: AdmissionWebhook): Promise<void> {
  const authority = await createCertificateAuthority("Webhook CA");
  const certificate = await authority.issue({ commonName: "webhook", hosts: ["localhost"] });
  const server = await startScriptedServer(async (request, response) => {
    const review = JSON.parse(await text(request)) as { readonly request: { readonly uid: string } };
    response.setHeader("content-type", "application/json");
    const answered = { uid: review.request.uid, ...answer };
    response.end(JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response: answered }));
  }, certificate);
  onTestFinished(async () => {
    server.close();
    await cluster.kubectl("delete", kind, name, "--ignore-not-found");
  });
  const webhook = {
    name,
    clientConfig: { url: `${server.endpoint}/admit`, caBundle: btoa(authority.certificatePem) },
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
    sideEffects: "None",
    admissionReviewVersions: ["v1"],
    failurePolicy: "Fail",
  };
  await cluster.apply({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind,
    metadata: { name },
    webhooks: [webhook],
  });
}
