import { copilotContainerNames, templateContainerNames } from "../../flyte/wire-strings.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { placeInPod } from "../place-in-pod.ts";
import { type PodContainer, podContainers } from "../pod-containers.ts";
import { trustStoreAt } from "../trust-store.ts";

/** A CA that one of the copilot's containers has and the other lacks. */
export const uploaderTrust: LintRule = {
  id: "uploader-trust",
  codes: ["COPILOT_TRUST_UNEVEN"],
  summary: "One of the copilot's two containers is given a CA, and the other one is not.",
  help: `Downloader and uploader talk to the same store. Where only the downloader trusts the store's CA (such as by \`primary-init\`, which shapes the downloader
alone), the task runs to its end and then its outputs cannot be uploaded.`,
  findingsOf: (context) => context.pods.flatMap((pod) => inPod(pod, context)),
};

const trustVariables = ["SSL_CERT_DIR", "SSL_CERT_FILE", "AWS_CA_BUNDLE"];

function inPod(pod: LintedPod, { platform }: LintContext): readonly Found[] {
  const named = (name: string): PodContainer | undefined =>
    podContainers(pod).find(({ container }) => container.name === platform.config["co-pilot"].name + name);
  const downloader = named(copilotContainerNames.downloader);
  const uploader = named(copilotContainerNames.uploader);
  if (!downloader || !uploader) return [];
  return [...compare(pod, downloader, uploader), ...compare(pod, uploader, downloader)];
}

function compare(pod: LintedPod, has: PodContainer, lacks: PodContainer): readonly Found[] {
  const there = new Set(trustOf(lacks).map(({ name }) => name));
  return trustOf(has)
    .filter(({ name }) => !there.has(name))
    .map(({ name, path }) => ({
      severity: "warning",
      code: "COPILOT_TRUST_UNEVEN",
      what: `${has.container.name} is given ${name}, and ${lacks.container.name}, which talks to the same store, is not`,
      where: placeInPod(pod, path) ?? { document: pod.task ?? "", path: [] },
      fix: `give it in ${templateContainerNames.defaultInit}, which shapes both`,
      container: lacks.container.name,
      task: pod.task,
    }));
}

/** What makes a copilot trust a CA, by words that compare. */
function trustOf({
  container,
  path,
}: PodContainer): readonly { readonly name: string; readonly path: PodContainer["path"] }[] {
  const mounts = [...(container.volumeMounts ?? []).entries()].flatMap(([index, { mountPath, name }]) => {
    const store = trustStoreAt(mountPath);
    return store ? [{ name: `the volume ${name} at ${store}`, path: [...path, "volumeMounts", index] }] : [];
  });
  const variables = [...(container.env ?? []).entries()].flatMap(([index, { name }]) =>
    trustVariables.includes(name) ? [{ name, path: [...path, "env", index] }] : [],
  );
  return [...mounts, ...variables];
}
