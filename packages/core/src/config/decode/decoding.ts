import type { ConfigValue } from "../config-value.ts";
import type { GoType } from "../go-type.ts";

/** Where decoding stands, and what it has found wrong. */
export interface Decoding {
  /** Whether keys that a struct does not have are refused. */
  readonly strict: boolean;
  /** What the root struct is called when it has unknown keys. */
  readonly rootName: string;
  readonly faults: DecodeFault[];
}

/** Where a value stands: names of fields, keys of maps and positions in lists from the section on. */
export interface DecodePlace {
  /** As Go's errors write it: `default-tolerations[0].key`. */
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** One value that Go refuses. */
export interface DecodeFault extends DecodePlace {
  /** Go's own words, after the name. */
  readonly text: string;
  readonly type: GoType;
  readonly value: ConfigValue;
}
