/**
 * Whether a value of this type is the time that Go prints as null, behind a pointer too.
 * @source apimachinery/pkg/apis/meta/v1 Time.MarshalJSON, v0.36.3
 */
export function isZeroTime(type: string | undefined, value: unknown): boolean {
  return type === "metav1.Time" && value === "0001-01-01T00:00:00Z";
}
