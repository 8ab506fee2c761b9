import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { StoreUnderPrivateCa } from "./store-under-private-ca.ts";

export interface DemoFiles {
  readonly caFile: string;
  /** examples/flyte.yaml with the endpoint of this store. */
  readonly configFile: string;
  /** The ConfigMap and the Secret that the example's PodTemplate names. */
  readonly manifestsFolder: string;
}

/** Writes what differs from run to run; the PodTemplate is the example's own file. */
export function writeDemoFiles(root: string, folder: string, { server, caPem }: StoreUnderPrivateCa): DemoFiles {
  const files = {
    caFile: join(folder, "ca.crt"),
    configFile: join(folder, "flyte.yaml"),
    manifestsFolder: join(folder, "manifests"),
  };
  mkdirSync(files.manifestsFolder);
  writeFileSync(files.caFile, caPem);
  const config = readFileSync(join(root, "examples/flyte.yaml"), "utf8");
  writeFileSync(files.configFile, config.replaceAll("https://store.example:9000", server.endpoint));
  const manifests = {
    "config-map.yaml": manifest("ConfigMap", "my-cert-bundle", { data: { "ca.crt": caPem } }),
    "secret.yaml": manifest("Secret", "flyte-store", { stringData: { "secret-key": server.secretAccessKey } }),
  };
  for (const [name, text] of Object.entries(manifests)) {
    writeFileSync(join(files.manifestsFolder, name), text, { mode: 0o600 });
  }
  return files;
}

function manifest(kind: string, name: string, rest: object): string {
  return stringify({ apiVersion: "v1", kind, metadata: { name }, ...rest });
}
