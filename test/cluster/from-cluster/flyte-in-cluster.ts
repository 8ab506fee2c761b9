import type { Cluster } from "../cluster.ts";

/** Namespaces of a Flyte and of its tasks, with what `--from-cluster` reads. */
export interface FlyteInCluster {
  readonly flyte: string;
  readonly tasks: string;
}

/** A Flyte as its chart installs it, as far as podwright reads it: its Deployment, its config, a PodTemplate that is the default. */
export async function installFlyte(cluster: Cluster): Promise<FlyteInCluster> {
  const [flyte, tasks] = await Promise.all([cluster.createNamespace("flyte"), cluster.createNamespace("tasks")]);
  const list = {
    apiVersion: "v1",
    kind: "List",
    items: [...config(flyte), deployment(flyte), template(flyte, "platform")],
  };
  await cluster.apply(list);
  return { flyte, tasks };
}

/** A PodTemplate `with-ca` whose `default` says where it is from. */
export function template(namespace: string, from: string): object {
  const volumeMounts = [{ name: "ca", mountPath: "/etc/ca", readOnly: true }];
  return {
    apiVersion: "v1",
    kind: "PodTemplate",
    metadata: { name: "with-ca", namespace },
    template: {
      metadata: { labels: { from } },
      spec: {
        containers: [{ name: "default", image: "placeholder", env: [{ name: "FROM", value: from }], volumeMounts }],
        initContainers: [{ name: "default-init", image: "placeholder", volumeMounts }],
        volumes: [{ name: "ca", configMap: { name: "my-ca" } }],
      },
    },
  };
}

function config(namespace: string): readonly object[] {
  const plugins = {
    "000-core.yaml": "logger:\n  level: 1\n",
    "001-plugins.yaml": "plugins:\n  k8s:\n    default-pod-template-name: with-ca\n    scheduler-name: mine\n",
    "003-storage.yaml":
      "storage:\n  container: acme-data\n  type: stow\n  stow:\n    kind: s3\n    config:\n      region: eu-1\n      auth_type: iam\n",
    "notes.txt": "not: { read",
  };
  const inline = { "100-inline-config.yaml": "plugins:\n  k8s:\n    scheduler-name: inline\n" };
  const of = (name: string, data: object) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace },
    data,
  });
  return [of("acme-flyte-binary-config", plugins), of("acme-inline", inline)];
}

function deployment(namespace: string): object {
  const labels = { app: "flyte" };
  const sources = [
    { configMap: { name: "acme-flyte-binary-config" } },
    { secret: { name: "acme-flyte-binary-config-secret" } },
    { configMap: { name: "acme-inline" } },
  ];
  const container = {
    name: "flyte",
    image: "cr.flyte.org/flyteorg/flyte-binary-release:v2.0.43",
    args: ["--config", "/etc/flyte/config.d/*.yaml"],
    volumeMounts: [{ name: "config", mountPath: "/etc/flyte/config.d" }],
  };
  const spec = { containers: [container], volumes: [{ name: "config", projected: { sources } }] };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "acme-flyte-binary", namespace },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
