import type { Facts } from "../compose/facts.ts";
import type { PlatformConfig } from "../config/typed/platform-config.ts";
import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { PodTemplate } from "../kubernetes/types.ts";

/**
 * The same facts with templates that say nothing to init containers alone: without `default-init` and `primary-init`, and without init containers
 * that only the template has.
 * @param names - init containers that the Pod has without any template: entries of these names serve them and stay
 */
export function withoutInitEntries(facts: Facts, names: ReadonlySet<string>): Facts {
  const strip = (template: PodTemplate): PodTemplate => {
    const spec = template.template?.spec;
    if (!spec?.initContainers) return template;
    const initContainers = spec.initContainers.filter(({ name }) => !magic.has(name) && names.has(name));
    return { ...template, template: { ...template.template, spec: { ...spec, initContainers } } };
  };
  return {
    ...facts,
    podTemplates: facts.podTemplates.map(({ document, template, stored }) => ({
      document,
      template: strip(template),
      ...(stored ? { stored: strip(stored) } : {}),
    })),
    config: withClassTemplates(facts.config, strip),
  };
}

const magic: ReadonlySet<string> = new Set([templateContainerNames.defaultInit, templateContainerNames.primaryInit]);

function withClassTemplates(config: PlatformConfig, strip: (template: PodTemplate) => PodTemplate): PlatformConfig {
  const classes = Object.entries(config["accelerator-device-classes"]).map(([name, deviceClass]) => {
    const template = deviceClass["pod-template"];
    return [name, template ? { ...deviceClass, "pod-template": strip(template) } : deviceClass];
  });
  return { ...config, "accelerator-device-classes": Object.fromEntries(classes) };
}
