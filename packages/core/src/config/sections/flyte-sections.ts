import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { type GoStruct, struct } from "../go-type.ts";
import { executorSection } from "./executor-section.ts";
import { platformSection } from "./platform-section.ts";
import { propellerSection } from "./propeller-section.ts";
import { storageSection } from "./storage-section.ts";

/** A section of Flyte's config: a struct that is read from one key, and the sections below it. */
export interface ConfigSection {
  /** In lower case, as Flyte finds it. */
  readonly name: string;
  readonly type: GoStruct;
  readonly sections: readonly ConfigSection[];
}

/**
 * All sections of a Flyte, at the root of its config. Those that decide no Pod are known by name alone: what stands in them is not read.
 * @source MustRegisterSection and MustRegisterSubSection, flyteorg/flyte v1.16.8 (flytepropeller) and v2.0.43 (manager)
 */
export const flyteSections: Readonly<Record<FlyteVersion, readonly ConfigSection[]>> = {
  "flyte-1.16": [
    section("storage", storageSection["flyte-1.16"]),
    plugins(platformSection["flyte-1.16"], [
      ...["admin", "agent-service", "athena", "bigquery", "catalogcache", "databricks"],
      ...["k8s-array", "presto", "snowflake"],
    ]),
    section("propeller", propellerSection, ["admin-launcher", "resourcemanager", "workflowstore"].map(unread)),
    ...["admin", "catalog-cache", "database", "event", "logger", "manager", "otel", "prof"].map(unread),
    ...["secrets", "tasks", "webhook"].map(unread),
  ],
  "flyte-2.0": [
    section("storage", storageSection["flyte-2.0"]),
    plugins(platformSection["flyte-2.0"], ["catalogcache"]),
    section("executor", executorSection),
    ...["actions", "apps", "cache", "cache_service", "database", "dataproxy", "events", "internalapps"].map(unread),
    ...["logger", "otel", "prof", "runs", "secret", "secrets", "webhook"].map(unread),
    section("tasks", struct("config.TasksConfig", []), [unread("task-plugins")]),
  ],
};

function section(name: string, type: GoStruct, sections: readonly ConfigSection[] = []): ConfigSection {
  return { name, type, sections };
}

function plugins(platform: GoStruct, more: readonly string[]): ConfigSection {
  const shared = ["aws", "connector-service", "dask", "echo", "ioutils", "kf-operator", "logs", "ray", "spark"];
  return section("plugins", struct("config.Config", []), [
    section("k8s", platform),
    ...[...shared, ...more].map(unread),
  ]);
}

function unread(name: string): ConfigSection {
  return section(name, { ...struct("config.Config", []), open: true });
}
