import type { Container, VolumeMount } from "../../kubernetes/types.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { type KeysOf, mountedFiles } from "../mounted-files.ts";
import { objectKeys } from "../object-keys.ts";
import { placeInPod } from "../place-in-pod.ts";
import { type PodContainer, podContainers } from "../pod-containers.ts";

/** Variables that name CAs where no file is. */
export const caPath: LintRule = {
  id: "ca-path",
  codes: ["CA_PATH_MISSING"],
  summary: "A variable such as SSL_CERT_FILE names a file that the mounted volume does not hold.",
  help: `\`SSL_CERT_FILE\`, \`AWS_CA_BUNDLE\`, \`REQUESTS_CA_BUNDLE\`, \`CURL_CA_BUNDLE\` and \`SSL_CERT_DIR\` are looked at, where their path lies in a ConfigMap, Secret or projected volume
whose files are known: by its \`items\`, or as the object is among the manifests. A program that is given a path to nothing trusts no private CA, and some trust nothing at all. What lies in
the image itself cannot be known and is no finding.`,
  findingsOf: (context) =>
    context.pods.flatMap((pod) => podContainers(pod).flatMap((each) => inContainer(pod, each, context))),
};

const fileVariables: ReadonlySet<string> = new Set([
  "AWS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "REQUESTS_CA_BUNDLE",
  "SSL_CERT_FILE",
]);

function inContainer(pod: LintedPod, { container, path }: PodContainer, context: LintContext): readonly Found[] {
  const keysOf = keysFor(pod, context);
  return [...(container.env ?? []).entries()].flatMap(([index, { name, value = "" }]): readonly Found[] => {
    const isFolder = name === "SSL_CERT_DIR";
    if (!isFolder && !fileVariables.has(name)) return [];
    const places = isFolder ? value.split(":") : [value];
    return places.filter(isPlain).flatMap((place): readonly Found[] => {
      const known = filesAround(place, container, pod, keysOf);
      const isThere = isFolder ? known?.files.some((file) => isIn(file, place)) : known?.files.includes(clean(place));
      if (!known || isThere) return [];
      return [
        {
          severity: "warning",
          code: "CA_PATH_MISSING",
          what: `${name} is ${place}, and the volume ${known.mount.name}, which is mounted there, has no such ${isFolder ? "folder" : "file"}`,
          where: placeInPod(pod, [...path, "env", index]) ?? { document: pod.task ?? "", path: [] },
          fix: isFolder ? `name ${known.mount.mountPath}, where the volume is mounted` : mend(place, known.files),
          task: pod.task,
        },
      ];
    });
  });
}

/** An absolute path in which Kubernetes fills nothing in. */
function isPlain(path: string): boolean {
  return path.startsWith("/") && !path.includes("$(");
}

/** The innermost mount that a path lies in, and the files that it brings; undefined where there is none, or they are not known. */
function filesAround(
  path: string,
  container: Container,
  pod: LintedPod,
  keysOf: KeysOf,
): { readonly mount: VolumeMount; readonly files: readonly string[] } | undefined {
  const around = (container.volumeMounts ?? []).filter(({ mountPath }) => isIn(clean(path), mountPath));
  const [mount] = around.sort((a, b) => b.mountPath.length - a.mountPath.length);
  const volume = pod.composition?.pod.spec?.volumes?.find(({ name }) => name === mount?.name);
  const files = mount && volume && !mount.subPathExpr ? mountedFiles(mount, volume, keysOf) : undefined;
  return mount && files && { mount, files };
}

/** Whether a path is another one, or lies below it. */
function isIn(path: string, folder: string): boolean {
  return path === clean(folder) || path.startsWith(`${clean(folder)}/`);
}

function clean(path: string): string {
  return path.replace(/\/{2,}/g, "/").replace(/\/$/, "");
}

/** What names no namespace among the manifests is in the template's, and a Pod reads it from its own. */
function keysFor({ namespace, template }: LintedPod, { configMaps, secrets }: LintContext): KeysOf {
  const homes = [namespace, template?.template.metadata?.namespace];
  return (kind, name) => {
    const objects = [...(kind === "ConfigMap" ? configMaps : secrets)].map(({ object }) => object);
    const given = objects.find(({ metadata }) => metadata?.name === name && homes.includes(metadata.namespace));
    return given && objectKeys(given);
  };
}

function mend(path: string, files: readonly string[]): string {
  const [only, second] = files;
  if (only === undefined) return "put the CA into what is mounted: it holds nothing";
  if (second === undefined) return `write ${only}, the only file there`;
  const meant = files.find((file) => didYouMean(nameOf(path), [nameOf(file)]));
  return meant ? `did you mean ${meant}?` : `name a file that is there: ${files.join(", ")}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
