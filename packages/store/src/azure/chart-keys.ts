/**
 * Flyte's own Helm chart writes these, in lower case here, where it means domain_suffix and upload_concurrency; nothing reads them.
 * @source charts/flyte-binary/templates/configmap.yaml, flyteorg/flyte
 */
export const chartKeys: readonly string[] = ["configdomainsuffix", "configuploadconcurrency"];
