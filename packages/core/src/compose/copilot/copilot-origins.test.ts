import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { fieldName } from "../../explain/field-name.ts";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { composePod } from "../compose-pod.ts";
import type { SemanticsName } from "../semantics-names.ts";

const stow = { type: "stow", stow: { kind: "s3", config: { region: "eu-1" } } };

/** The places that a Pod's fields come from, as `DOCUMENT: PATH`, by the fields' names. */
function placesOf(
  semantics: SemanticsName,
  { config = {}, storage = stow }: { readonly config?: object; readonly storage?: object } = {},
): Readonly<Record<string, string | undefined>> {
  const version = semantics === "flyte-1.16" ? semantics : "flyte-2.0";
  const variables = [{ key: "x", value: { type: { simple: "INTEGER" } } }];
  const facts = factsOfCase(
    {
      config: { "co-pilot": { image: "copilot:1", timeout: "90s" }, ...config },
      storageConfig: storage,
      task: {
        type: "raw-container",
        interface: { inputs: { variables }, outputs: { variables } },
        container: { dataConfig: { enabled: true, inputPath: "/in", format: "JSON" } },
      },
      execution: {
        namespace: "tasks",
        name: "main",
        inputPath: "s3://b/in/inputs.pb",
        outputPrefix: "s3://b/out",
        rawOutputPrefix: "s3://b/raw",
        overrides: { resources: { requests: { storage: "1Gi" } } },
      },
    },
    version,
  );
  const { pod, trace = [] } = valueOrThrow(composePod(facts, { semantics, trace: true }));
  return Object.fromEntries(
    trace.map(({ path, origin: { source } }) => [
      fieldName(pod, path).replace("spec.initContainers[flyte-copilot-", "["),
      source && `${source.document}: ${source.path.join(".")}`,
    ]),
  );
}

describe.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)("by the rules of %s", (semantics) => {
  const places = placesOf(semantics);

  test("the copilot's fields come from the keys of the config that hold them", () => {
    expect(places).toMatchObject({
      "[downloader].image": "config: co-pilot.image",
      "[uploader].image": "config: co-pilot.image",
      "[uploader].resources.limits.cpu": "config: co-pilot.cpu",
      "[downloader].resources.requests.memory": "config: co-pilot.memory",
      "[uploader].name": "config: co-pilot.name",
      "spec.terminationGracePeriodSeconds": "config: co-pilot.timeout",
      "spec.volumes[flyte-inputs].emptyDir.sizeLimit": "execution: overrides.resources.requests.storage",
    });
  });

  test("each word of its command lines comes from what it says, and flags from the layer itself", () => {
    expect(places).toMatchObject({
      "[downloader].command[0]": undefined,
      "[downloader].command[3]": "storage: type",
      "[downloader].command[5]": "storage: stow.config.region",
      "[downloader].args[1]": undefined,
      "[downloader].args[2]": "execution: inputPath",
      "[downloader].args[4]": "execution: outputPrefix",
      "[downloader].args[6]": "task: container.dataConfig.inputPath",
      "[downloader].args[8]": "task: container.dataConfig.format",
      "[uploader].args[2]": "config: co-pilot.timeout",
      "[uploader].args[4]": "execution: rawOutputPrefix",
      "[uploader].args[8]": "config: co-pilot.default-output-path",
      "[uploader].args[10]": "task: interface",
    });
  });

  test("the finalizer comes from the key that asks for it", () => {
    const asked = placesOf(semantics, { config: { "inject-finalizer": true } });
    expect(asked["metadata.finalizers[0]"]).toBe("config: inject-finalizer");
  });
});

test("the storage that the config gives the copilot alone is that of its command line", () => {
  const override = { type: "stow", stow: { kind: "s3", config: { endpoint: "http://own" } } };
  const config = { "co-pilot": { image: "copilot:1", "storage-config-override": override } };
  expect(placesOf("flyte-2.0", { config })).toMatchObject({
    "[downloader].command[5]": "config: co-pilot.storage-config-override.stow.config.endpoint",
  });
});

test("Flyte 1's connection is where its words come from", () => {
  const connection = { endpoint: "http://minio:9000" };
  expect(placesOf("flyte-1.16", { storage: { type: "minio", connection } })).toMatchObject({
    "[downloader].command[8]": "storage: connection.endpoint",
  });
});
