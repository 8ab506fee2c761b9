/**
 * Flyte's `plugins.k8s` section, under Flyte's own key names.
 * @source flyteplugins/go/tasks/pluginmachinery/flytek8s/config/config.go K8sPluginConfig, flyteorg/flyte v2.0.43
 */
export interface PlatformConfig {
  readonly "inject-finalizer": boolean;
}
