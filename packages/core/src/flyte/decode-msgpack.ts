import { utf8Text } from "./utf8-text.ts";

/** A decoded value. Integers are bigints; numbers are 64-bit floats, 32-bit ones stand apart. */
export type MsgpackValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | readonly MsgpackValue[]
  | ReadonlyMap<MsgpackValue, MsgpackValue>
  | { readonly float32: number }
  | { readonly seconds: bigint; readonly nanos: number };

/**
 * Decodes one MessagePack value. Of the extension types there are only timestamps.
 * @returns undefined if the bytes are no such value, or more than one
 * @source shamaton/msgpack Unmarshal, v2.4.1, into an `any`
 */
export function decodeMsgpack(bytes: Uint8Array): { readonly value: MsgpackValue } | undefined {
  const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes, at: 0 };
  try {
    const value = readValue(reader);
    return reader.at === bytes.length ? { value } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  at: number;
}

/** @throws RangeError at bytes that are no value, and past their end, as DataView does */
function readValue(reader: Reader): MsgpackValue {
  const code = reader.view.getUint8(reader.at++);
  if (code <= 0x7f) return BigInt(code);
  if (code <= 0x8f) return readMap(reader, code & 0x0f);
  if (code <= 0x9f) return readList(reader, code & 0x0f);
  if (code <= 0xbf) return readText(reader, code & 0x1f);
  if (code >= 0xe0) return BigInt(code - 0x100);
  const read = readers.get(code);
  if (!read) throw new RangeError(`no value begins with ${code}`);
  return read(reader);
}

const readers: ReadonlyMap<number, (reader: Reader) => MsgpackValue> = new Map<
  number,
  (reader: Reader) => MsgpackValue
>([
  [0xc0, () => null],
  [0xc2, () => false],
  [0xc3, () => true],
  [0xc4, (reader) => take(reader, readLength(reader, 1))],
  [0xc5, (reader) => take(reader, readLength(reader, 2))],
  [0xc6, (reader) => take(reader, readLength(reader, 4))],
  [0xc7, (reader) => readTimestamp(reader, readLength(reader, 1))],
  [0xca, (reader) => ({ float32: view(reader, 4).getFloat32(0) })],
  [0xcb, (reader) => view(reader, 8).getFloat64(0)],
  [0xcc, (reader) => BigInt(view(reader, 1).getUint8(0))],
  [0xcd, (reader) => BigInt(view(reader, 2).getUint16(0))],
  [0xce, (reader) => BigInt(view(reader, 4).getUint32(0))],
  [0xcf, (reader) => view(reader, 8).getBigUint64(0)],
  [0xd0, (reader) => BigInt(view(reader, 1).getInt8(0))],
  [0xd1, (reader) => BigInt(view(reader, 2).getInt16(0))],
  [0xd2, (reader) => BigInt(view(reader, 4).getInt32(0))],
  [0xd3, (reader) => view(reader, 8).getBigInt64(0)],
  [0xd6, (reader) => readTimestamp(reader, 4)],
  [0xd7, (reader) => readTimestamp(reader, 8)],
  [0xd9, (reader) => readText(reader, readLength(reader, 1))],
  [0xda, (reader) => readText(reader, readLength(reader, 2))],
  [0xdb, (reader) => readText(reader, readLength(reader, 4))],
  [0xdc, (reader) => readList(reader, readLength(reader, 2))],
  [0xdd, (reader) => readList(reader, readLength(reader, 4))],
  [0xde, (reader) => readMap(reader, readLength(reader, 2))],
  [0xdf, (reader) => readMap(reader, readLength(reader, 4))],
]);

function take(reader: Reader, length: number): Uint8Array {
  const end = reader.at + length;
  if (end > reader.bytes.length) throw new RangeError("the bytes end too early");
  const taken = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return taken;
}

function view(reader: Reader, length: number): DataView {
  const taken = take(reader, length);
  return new DataView(taken.buffer, taken.byteOffset, length);
}

function readLength(reader: Reader, size: 1 | 2 | 4): number {
  const length = view(reader, size);
  if (size === 1) return length.getUint8(0);
  return size === 2 ? length.getUint16(0) : length.getUint32(0);
}

function readText(reader: Reader, length: number): string {
  const text = utf8Text(take(reader, length));
  if (text === undefined) throw new RangeError("a text is not UTF-8");
  return text;
}

function readList(reader: Reader, length: number): readonly MsgpackValue[] {
  const items: MsgpackValue[] = [];
  for (let index = 0; index < length; index++) items.push(readValue(reader));
  return items;
}

/** Lists and maps are no keys. */
function readMap(reader: Reader, length: number): ReadonlyMap<MsgpackValue, MsgpackValue> {
  const entries = new Map<MsgpackValue, MsgpackValue>();
  for (let index = 0; index < length; index++) {
    const key = readValue(reader);
    if (typeof key === "object" && key !== null) throw new RangeError("a key is no scalar");
    entries.set(key, readValue(reader));
  }
  return entries;
}

/** The extension type -1: seconds in four bytes; nanoseconds and seconds in 30 and 34 bits; or in four and eight bytes. */
function readTimestamp(reader: Reader, length: number): MsgpackValue {
  const type = view(reader, 1).getInt8(0);
  const data = view(reader, length);
  if (type !== -1 || !(length === 4 || length === 8 || length === 12)) throw new RangeError("no timestamp");
  if (length === 4) return { seconds: BigInt(data.getUint32(0)), nanos: 0 };
  const both = data.getBigUint64(0);
  const moment =
    length === 8
      ? { seconds: both & 0x3_ffff_ffffn, nanos: Number(both >> 34n) }
      : { seconds: data.getBigInt64(4), nanos: data.getUint32(0) };
  if (moment.nanos > 999_999_999) throw new RangeError("more nanoseconds than a second has");
  return moment;
}
