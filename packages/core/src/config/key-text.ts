import { formatGoFloat } from "../go/float.ts";
import type { ConfigKey } from "./config-value.ts";

/**
 * A key as text, where Go needs one: `1`, `true`; null is the empty text.
 * @source github.com/spf13/cast ToString, v1.10.0
 */
export function keyText(key: ConfigKey): string {
  if (typeof key === "number") return formatGoFloat(key);
  return key === null ? "" : String(key);
}
