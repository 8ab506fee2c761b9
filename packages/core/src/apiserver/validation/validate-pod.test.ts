import { describe, expect, test } from "vitest";
import type { Pod } from "../../kubernetes/types.ts";
import { storedPod } from "../stored-pod.ts";
import { validatePod } from "./validate-pod.ts";

function refusals(spec: object, metadata: object = {}): readonly string[] {
  const containers = [{ name: "main", image: "a" }];
  const pod = { metadata: { name: "a", ...metadata }, spec: { containers, ...spec } } as Pod;
  return validatePod(storedPod(pod)).map(({ field, message }) => `${field}: ${message}`);
}

describe("counts bytes, not letters", () => {
  test("of annotations", () => {
    const want = ["metadata.annotations: Too long: may not be more than 262144 bytes"];
    expect(refusals({}, { annotations: { a: "\u00fc".repeat(131_072) } })).toEqual(want);
    expect(refusals({}, { annotations: { a: "\u00fc".repeat(131_071) } })).toEqual([]);
  });

  test("of names", () => {
    const rules = refusals({ nodeSelector: { a: "\u00fc".repeat(32) } }).map((refusal) => refusal.split(": ")[3]);
    expect(rules).toEqual(["must be no more than 63 characters", expect.stringContaining("a valid label must be")]);
  });
});

describe("a reference to a field", () => {
  const env = (fieldPath: string) => [{ name: "A", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath } } }];
  const at = "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value:";

  test.each([
    { path: "metadata.labels['app']", want: [] },
    {
      path: "spec.nodeName['a']",
      want: [
        `${at} "spec.nodeName['a']": error converting fieldPath: field label does not support subscript: spec.nodeName['a']`,
      ],
    },
    { path: "['a['b']", want: [`${at} "['a['b']": error converting fieldPath: field label not supported: ['a['b']`] },
    { path: "a[']", want: [`${at} "a[']": error converting fieldPath: field label not supported: a[']`] },
  ])("$path", ({ path, want }) => {
    expect(refusals({ containers: [{ name: "main", image: "a", env: env(path) }] })).toEqual(want);
  });
});

test.each([
  { text: "{", valid: false },
  { text: "{}", valid: false },
  { text: "[1]", valid: false },
  { text: '[{"key": 5}]', valid: false },
  { text: "null", valid: true },
  { text: '[{"Key": "a", "operator": "Exists"}]', valid: true },
])("tolerations in an annotation: $text", ({ text, valid }) => {
  const name = "scheduler.alpha.kubernetes.io/tolerations";
  const want = `metadata.annotations: Invalid value: "${name}": must be a list of tolerations in JSON`;
  expect(refusals({}, { annotations: { [name]: text } })).toEqual(valid ? [] : [want]);
});

describe("the name of an iSCSI initiator", () => {
  const volumes = (iqn: string) => [{ name: "a", iscsi: { targetPortal: "10.0.0.1", iqn, lun: 0 } }];

  test.each([
    { iqn: "iqn.2001-04.com.example:storage.disk1", valid: true },
    { iqn: "iqn.iqn.2001-04.com.example:a:b", valid: true },
    { iqn: "iqn.2001-04.com,iqn.2001-04.com:a", valid: true },
    { iqn: "iqn.2001-04.com:a b", valid: false },
    { iqn: "iqn.2001-04.com:", valid: false },
    { iqn: "iqn.2001-04.:a", valid: false },
    { iqn: "iqn.2001-04.com", valid: false },
  ])("$iqn", ({ iqn, valid }) => {
    const want = `spec.volumes[0].iscsi.iqn: Invalid value: ${JSON.stringify(iqn)}: must be valid format`;
    expect(refusals({ volumes: volumes(iqn) })).toEqual(valid ? [] : [want]);
  });

  test("costs no more for each of many beginnings", () => {
    expect(refusals({ volumes: volumes("iqn.2001-04.".repeat(80_000)) })).toHaveLength(1);
  });
});
