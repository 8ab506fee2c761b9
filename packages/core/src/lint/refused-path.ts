/**
 * Where the field of an API server's refusal stands in its object: `spec.containers[0].resources.limits[nvidia.com/gpu]`.
 * It leaves `metadata` out of the labels and annotations of a template.
 */
export function refusedPath(field: string): readonly (string | number)[] {
  const segments = field.replace(/^template\.(?=labels|annotations)/, "template.metadata.");
  return [...segments.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? "") : Number(index),
  );
}
