import { templateAnnotation, templateAnnotations } from "../../compose/template-annotation.ts";
import { templateContainerNames } from "../../flyte/wire-strings.ts";
import type { Origin } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { type ContainerRead, containerReads } from "../pod/container-reads.ts";
import { type DataSource, dataSourcesOf, finderOf, isCredential } from "../pod/data-sources.ts";
import { givenBy } from "../pod/given-by.ts";
import { volumeSources } from "../pod/volume-sources.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B2: what the platform brings into a Pod is read only by the containers that it gives it to; and what `default-init` gives is not the
 * copilot's credentials in the hands of the task's own images.
 */
export const reach: BoundaryRule = {
  name: "B2",
  code: "BOUNDARY_REACH",
  check(subject) {
    const reads = containerReads(subject);
    return [...helpedThemselves(subject, reads), ...givenToTaskImages(subject, reads)];
  },
};

/** Containers that read by the task's own doing what the platform gave to others. */
function helpedThemselves(subject: BoundarySubject, reads: readonly ContainerRead[]): readonly RuleFinding[] {
  const brought = finderOf(broughtByVolumes(subject), (source) => source);
  const given = finderOf(
    reads.filter(({ isGiven }) => isGiven),
    ({ source }) => source,
  );
  return reads
    .filter(({ isGiven }) => !isGiven)
    .flatMap((read) => {
      const others = given(read.source);
      const source = brought(read.source)[0] ?? others[0]?.source;
      const has = others.some(({ container }) => container === read.container);
      if (!source || has || isOwnToken(subject, read)) return [];
      return [helpedItself(read, source, [...new Set(others.map(({ container }) => container.name))])];
    });
}

function broughtByVolumes({ composition, trace }: BoundarySubject): readonly DataSource[] {
  return volumeSources(composition.pod)
    .filter(({ path, kinds }) =>
      kinds.some((kind) => trace.originsAt([...path, kind]).some((origin) => givenBy(origin) !== "task")),
    )
    .flatMap(({ volume }) => dataSourcesOf(volume));
}

/** Every container may ask for a token of the Pod's service account. */
function isOwnToken({ composition, trace }: BoundarySubject, { source, volume }: ContainerRead): boolean {
  if (source.kind !== "token" || source.identity !== serviceAccountToken) return false;
  const volumes = volumeSources(composition.pod).filter(({ name }) => name === volume);
  return volumes.every(({ path }) => givenBy(trace.originAt([...path, "projected"])) === "task");
}

const serviceAccountToken = "audience ";

function helpedItself(read: ContainerRead, source: DataSource, others: readonly string[]): RuleFinding {
  const { name } = read.container;
  const to = others.length > 0 ? `to ${others.join(", ")}` : "to no container";
  return {
    severity: read.source.kind === "ConfigMap" ? "note" : "error",
    container: name,
    ...(read.volume === undefined ? {} : { volume: read.volume }),
    path: read.path,
    what: `container ${name} reads ${source.label} through ${read.by}; the platform brings it, and gives it ${to}`,
    fix: `take it out of the task; or, if ${name} is meant to read it, give it to ${name} in the template (${servingEntry(read)})`,
  };
}

function servingEntry({ container: { list, name } }: ContainerRead): string {
  const names = templateContainerNames;
  return list === "containers"
    ? `containers: ${names.default}, ${names.primary} or ${name}`
    : `initContainers: ${name}`;
}

/** `default-init` serves the copilot and the task's own init containers alike. */
function givenToTaskImages({ templates }: BoundarySubject, reads: readonly ContainerRead[]): readonly RuleFinding[] {
  const ofTask = reads.filter(({ container, isGiven }) => container.owner === "task" && isGiven);
  const regular = finderOf(
    ofTask.filter(({ container }) => container.list === "containers"),
    ({ source }) => source,
  );
  return ofTask
    .filter(
      ({ container, origins, source }) =>
        container.list === "initContainers" &&
        isCredential(source) &&
        regular(source).length === 0 &&
        origins.some((origin) => isByDefaultInit(origin) && !meansAll(templates, origin.source?.document)),
    )
    .map((read) => ({
      severity: "error",
      container: read.container.name,
      ...(read.volume === undefined ? {} : { volume: read.volume }),
      path: read.path,
      what: `default-init gives ${read.source.label} to ${read.container.name}, an init container of the task: the task's image gets what is meant for the copilot (${read.by})`,
      fix: `name the template's entry as the init container that it is meant for; or, if all are meant, say so in the template:
metadata:
  annotations:
    ${templateAnnotations.initScope}: all`,
    }));
}

function isByDefaultInit({ templateContainer }: Origin): boolean {
  return templateContainer === templateContainerNames.defaultInit;
}

function meansAll(templates: BoundarySubject["templates"], document: string | undefined): boolean {
  return templates.some(
    (applied) =>
      applied.source.document === document &&
      templateAnnotation(applied, templateAnnotations.initScope)?.value === "all",
  );
}
