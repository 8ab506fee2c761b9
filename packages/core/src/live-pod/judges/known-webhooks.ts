interface KnownWebhook {
  readonly name: string;
  /** In the name of a field or in what was added. */
  readonly marks: RegExp;
  /** Annotations and labels that the Pod must have besides, one a line. */
  readonly signs: readonly RegExp[];
}

/**
 * Webhooks that change Pods in many clusters, and what they call things.
 * @source their documentation, and pluginmachinery/secret/secrets_pod_mutator.go, flyteorg/flyte v2.0.43, for Flyte's own
 */
export const knownWebhooks: readonly KnownWebhook[] = [
  {
    name: "Flyte's webhook for secrets",
    marks: /FLYTE_SECRETS?_|_FSEC_|\/etc\/flyte\/secrets/,
    signs: [/^inject-flyte-secrets$/m],
  },
  { name: "Istio's sidecar injector", marks: /\bistio|ISTIO_|\[?"?sidecar\.istio\.io\//, signs: [/istio\.io\//] },
  { name: "Linkerd's proxy injector", marks: /linkerd/, signs: [/linkerd\.io\//] },
  { name: "Kuma's injector", marks: /\bkuma-/, signs: [/kuma\.io\//] },
  {
    name: "Vault's agent injector",
    marks: /\bvault-agent|vault\.hashicorp\.com|\/vault\/secrets|home-(init|sidecar)/,
    signs: [/vault\.hashicorp\.com\//],
  },
  {
    name: "EKS's pod identity webhook",
    marks:
      /AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_STS_REGIONAL_ENDPOINTS|aws-iam-token|AWS_CONTAINER_(CREDENTIALS_FULL_URI|AUTHORIZATION_TOKEN_FILE)|eks-pod-identity-token/,
    signs: [],
  },
  {
    name: "Azure's workload identity webhook",
    marks: /AZURE_(CLIENT_ID|TENANT_ID|FEDERATED_TOKEN_FILE|AUTHORITY_HOST)|azure-identity-token/,
    signs: [],
  },
  { name: "GKE's Cloud Storage FUSE webhook", marks: /gke-gcsfuse/, signs: [/gke-gcsfuse\//] },
  { name: "Dapr's sidecar injector", marks: /\bdaprd?\b|DAPR_/, signs: [/dapr\.io\//] },
  { name: "the OpenTelemetry operator", marks: /opentelemetry|OTEL_/, signs: [/opentelemetry\.io\//] },
  { name: "Datadog's admission controller", marks: /\bDD_|datadog/, signs: [/datadoghq\.com\//] },
  { name: "Kueue", marks: /kueue/, signs: [/kueue\.x-k8s\.io\//] },
];
