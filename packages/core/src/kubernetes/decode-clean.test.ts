import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryKubernetes } from "../../../../test/support/arbitrary-kubernetes.ts";
import { decodeKubernetes } from "./decode.ts";
import { decodeClean } from "./decode-clean.ts";

test("gives what the slow way gives, and shares what is as it should be", () => {
  const property = fc.property(arbitraryKubernetes<object>("corev1.PodSpec"), (spec) => {
    const clean = decodeClean("corev1.PodSpec", spec);
    const slow = decodeKubernetes("corev1.PodSpec", { ...spec, unknownField: 1 });
    expect(slow.ok && slow.value).toEqual(clean);
  });
  fc.assert(property, { numRuns: 300 });
  const labels = { app: "a" };
  expect(decodeClean("metav1.ObjectMeta", { labels, name: "" })).toEqual({ labels });
  expect((decodeClean("metav1.ObjectMeta", { labels, name: "" }) as { labels: object }).labels).toBe(labels);
});

test.each([
  { name: "an unknown field", spec: { contaners: [] } },
  { name: "a name in another case", spec: { Containers: [] } },
  { name: "a value of a wrong kind", spec: { containers: [{ name: 1 }] } },
  { name: "no quantity", spec: { containers: [{ name: "a", resources: { limits: { cpu: "much" } } }] } },
  { name: "a key that JavaScript gives a meaning", spec: JSON.parse('{"nodeSelector":{"__proto__":"x"}}') },
])("leaves $name to the slow way", ({ spec }) => expect(decodeClean("corev1.PodSpec", spec)).toBeUndefined());
