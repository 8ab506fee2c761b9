import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema, type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { Moment } from "../go/rfc3339.ts";

const second = 1_000_000_000n;

/** A protobuf duration in nanoseconds. */
export function nanosecondsOf({ seconds, nanos }: Duration): bigint {
  return seconds * second + BigInt(nanos);
}

/** Nanoseconds as a protobuf duration, whose two parts have one sign. */
export function durationOf(nanoseconds: bigint): Duration {
  return create(DurationSchema, { seconds: nanoseconds / second, nanos: Number(nanoseconds % second) });
}

export function timestampOf({ seconds, nanos }: Moment): Timestamp {
  return create(TimestampSchema, { seconds, nanos });
}
