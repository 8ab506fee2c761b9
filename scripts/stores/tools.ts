import { join } from "node:path";

const cache = join(import.meta.dirname, "../../.cache/stores");

/** A server that `go install` builds. */
export interface GoTool {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** The oldest Go that builds it; from 1.21 on, Go fetches that by itself unless GOTOOLCHAIN forbids it. */
  readonly go: string;
}

/** The last MinIO that its authors publish as source; they publish no programs any more. */
export const minio: GoTool = {
  name: "minio",
  module: "github.com/minio/minio",
  version: "v0.0.0-20260212201848-7aac2a2c5b7c",
  go: "1.24",
};

export const fakeGcsServer: GoTool = {
  name: "fake-gcs-server",
  module: "github.com/fsouza/fake-gcs-server",
  version: "v1.56.1",
  go: "1.26",
};

export const azurite = { name: "azurite", version: "3.37.0" } as const;

/** Where a tool of this version stands, or would: another version is another folder. */
export function toolFolder({ name, version }: { readonly name: string; readonly version: string }): string {
  return join(cache, `${name}-${version}`);
}

export function programOf(tool: GoTool): string {
  return join(toolFolder(tool), tool.name);
}

/** A script for Node, without the queues and tables that the package also has. */
export function azuriteScript(): string {
  return join(toolFolder(azurite), "node_modules/azurite/dist/src/blob/main.js");
}
