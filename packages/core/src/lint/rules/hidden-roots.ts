import type { Volume, VolumeMount } from "../../kubernetes/types.ts";
import { inside } from "../inside.ts";
import type { LintContext } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { type TemplateContainer, templateContainers } from "../template-containers.ts";
import { trustStoreAt } from "../trust-store.ts";

/** A bundle with this many certificates holds the public CAs as well. */
const wholeBundle = 20;

/** CA mounts that take the place of what the image trusts. */
export const hiddenRoots: LintRule = {
  id: "hidden-roots",
  codes: ["IMAGE_ROOTS_HIDDEN"],
  summary: "A mount over a trust store hides the CAs that the image brings.",
  help: `A ConfigMap mounted at \`/etc/ssl/certs\` does not add to what stands there: it takes its place, and the container trusts nothing but what the ConfigMap
holds. That is what the copilot wants, which talks to one store; a task that also talks to public services fails there. It is a warning where the ConfigMap is
among the files, holds fewer than ${wholeBundle} certificates and is given to the task's own containers, and information else.`,
  findingsOf: (context) =>
    context.podTemplates.flatMap((template) => {
      const volumes = template.template.template?.spec?.volumes ?? [];
      const namespace = template.template.metadata?.namespace;
      return templateContainers(template).flatMap((each) =>
        [...(each.container.volumeMounts ?? []).entries()].flatMap(([index, mount]) => {
          const volume = volumes.find(({ name }) => name === mount.name);
          if (!volume?.configMap && !volume?.secret && !volume?.projected) return [];
          return judge(each, mount, index, certificatesIn(context, volume, mount, namespace));
        }),
      );
    }),
};

/** @param count - how many certificates the mount brings; undefined: it is not known */
function judge(
  { list, container, place }: TemplateContainer,
  mount: VolumeMount,
  index: number,
  count: number | undefined,
): readonly Found[] {
  const store = trustStoreAt(mount.mountPath);
  if (store === undefined || (count ?? 0) >= wholeBundle) return [];
  const isTasks = list === "containers";
  const brought =
    count === undefined ? "what" : count === 1 ? "the one certificate that" : `the ${count} certificates that`;
  return [
    {
      severity: isTasks && count !== undefined ? "warning" : "information",
      code: "IMAGE_ROOTS_HIDDEN",
      what: `the volume ${mount.name} takes the place of the image's ${store}: ${isTasks ? "the task" : "the copilot"} trusts ${brought} it brings and none of the public CAs`,
      where: inside(place, "volumeMounts", index),
      fix: isTasks ? mendTask : mendCopilot,
      container: container.name,
    },
  ];
}

const wholeBundles = "give a bundle that holds the public CAs too, as trust-manager does (useDefaultCAs)";
const mendTask = `mount it beside (such as at /etc/private-ca) and name it in SSL_CERT_DIR, REQUESTS_CA_BUNDLE and AWS_CA_BUNDLE; or ${wholeBundles}`;
const mendCopilot = `nothing, if the store is all that it talks to; else ${wholeBundles}`;

/** Undefined where the ConfigMap is not given, or holds nothing that can be counted. */
function certificatesIn(
  { configMaps }: LintContext,
  { configMap }: Volume,
  { subPath }: VolumeMount,
  namespace: string | undefined,
): number | undefined {
  const given = configMaps.find(
    ({ object }) => object.metadata?.name === configMap?.name && object.metadata?.namespace === namespace,
  );
  const entries = Object.entries(given?.object.data ?? {}).filter(([key]) => !subPath || key === subPath);
  const count = entries.join("\n").split("-----BEGIN CERTIFICATE-----").length - 1;
  return count === 0 ? undefined : count;
}
