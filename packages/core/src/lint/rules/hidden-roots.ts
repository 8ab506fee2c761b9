import type { Volume, VolumeMount } from "../../kubernetes/types.ts";
import { inside } from "../inside.ts";
import type { LintContext } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { type TemplateContainer, templateContainers } from "../template-containers.ts";
import { trustStoreAt } from "../trust-store.ts";

/** CA mounts that take the place of what the image trusts. */
export const hiddenRoots: LintRule = {
  id: "hidden-roots",
  codes: ["IMAGE_ROOTS_HIDDEN"],
  summary: "A mount over a trust store hides the CAs that the image brings.",
  help: `A ConfigMap mounted at \`/etc/ssl/certs\` does not add to what stands there: it takes its place, and the container trusts nothing but what the ConfigMap
holds. That is what the copilot wants, which talks to one store; a task that also talks to public services fails there. It is a warning where the ConfigMap is
among the files, holds fewer than ${fewRoots()} certificates and is given to the task's own containers, and information else.`,
  findingsOf: (context) =>
    context.podTemplates.flatMap((template) => {
      const volumes = template.template.template?.spec?.volumes ?? [];
      const namespace = template.template.metadata?.namespace;
      return templateContainers(template).flatMap((each) =>
        [...(each.container.volumeMounts ?? []).entries()].flatMap(([index, mount]) => {
          const roots = rootsOf(
            context,
            volumes.find(({ name }) => name === mount.name),
            { mount, namespace },
          );
          return judge(each, mount, roots, index);
        }),
      );
    }),
};

/** A bundle with this many certificates holds the public CAs as well. */
function fewRoots(): number {
  return 20;
}

/** How many certificates a mount brings; undefined: it is not known. */
type Roots = number | undefined | "no certificates' volume";

function judge(
  { list, container, place }: TemplateContainer,
  mount: VolumeMount,
  roots: Roots,
  index: number,
): readonly Found[] {
  const store = trustStoreAt(mount.mountPath);
  if (!store || typeof roots === "string" || (roots ?? 0) >= fewRoots()) return [];
  const own = list === "containers";
  const brings =
    roots === undefined
      ? "what it brings"
      : `the ${roots === 1 ? "one certificate" : `${roots} certificates`} that it brings`;
  const programs = own ? "the task" : "the copilot";
  return [
    {
      severity: own && roots !== undefined ? "warning" : "information",
      code: "IMAGE_ROOTS_HIDDEN",
      what: `the volume ${mount.name} takes the place of the image's ${store}: ${programs} trusts ${brings} and none of the public CAs`,
      where: inside(place, "volumeMounts", index),
      fix: own
        ? "mount it beside (such as at /etc/private-ca) and name it in SSL_CERT_DIR, REQUESTS_CA_BUNDLE and AWS_CA_BUNDLE; or give a bundle that holds the public CAs too, as trust-manager does (useDefaultCAs)"
        : "nothing, if the store is all that it talks to; else give a bundle that holds the public CAs too, as trust-manager does (useDefaultCAs)",
      container: container.name,
    },
  ];
}

function rootsOf(
  { configMaps }: LintContext,
  volume: Volume | undefined,
  { mount, namespace }: { readonly mount: VolumeMount; readonly namespace: string | undefined },
): Roots {
  if (!volume?.configMap && !volume?.secret && !volume?.projected) return "no certificates' volume";
  const given = configMaps.find(
    ({ object }) => object.metadata?.name === volume.configMap?.name && object.metadata?.namespace === namespace,
  );
  if (!given) return undefined;
  const entries = Object.entries(given.object.data ?? {}).filter(([key]) => !mount.subPath || key === mount.subPath);
  const count = entries.join("\n").split("-----BEGIN CERTIFICATE-----").length - 1;
  return count === 0 ? undefined : count;
}
