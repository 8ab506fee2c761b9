/**
 * A text as the value of a label: lower case, with `-` for what may not stand there, at most 63 characters.
 * @source flytepropeller/pkg/utils/k8s.go SanitizeLabelValue, flyteorg/flyte v1.16.8
 */
export function sanitizedLabelValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^-a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
}
