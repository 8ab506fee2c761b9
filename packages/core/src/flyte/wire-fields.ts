import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";

/** What a field looks like on the wire. */
interface WireField {
  readonly name: string;
  readonly wireTypes: readonly WireType[];
  /** The fields of the message that it holds; absent if it holds none. */
  readonly fields?: WireFields | undefined;
  /** Whether it is a map's key. */
  readonly isKey?: boolean;
}

/** A message's fields by number; undefined for those that it does not know. */
export type WireFields = (number: number) => WireField | undefined;

/** The fields of a message, with those of the messages inside. */
export function wireFieldsOf(message: DescMessage, known: Known = new Map()): WireFields {
  const before = known.get(message);
  if (before) return before;
  const byNumber = new Map(message.fields.map((field) => [field.number, field]));
  const read = new Map<number, WireField | undefined>();
  const fields: WireFields = (number) => {
    if (read.has(number)) return read.get(number);
    const field = byNumber.get(number);
    const wireField = field && wireFieldOf(field, known);
    if (field) read.set(number, wireField);
    return wireField;
  };
  known.set(message, fields);
  return fields;
}

/** Messages that were met before. */
type Known = Map<DescMessage, WireFields>;

function wireFieldOf(field: DescField, known: Known): WireField {
  const { name } = field;
  switch (field.fieldKind) {
    case "map":
      return { name, wireTypes: [WireType.LengthDelimited], fields: entryFields(field, known) };
    case "list": {
      const one = wireValueOf(field, known);
      // Repeated numbers may come packed or one by one.
      return { name, ...one, wireTypes: [...one.wireTypes, WireType.LengthDelimited] };
    }
    default:
      return { name, ...wireValueOf(field, known) };
  }
}

/** A map's entry is a message of a key and a value, which the library has no descriptor of. */
function entryFields(field: DescField & { readonly fieldKind: "map" }, known: Known): WireFields {
  const key: WireField = { name: "key", wireTypes: [wireTypeOfScalar(field.mapKey)], isKey: true };
  const value: WireField = { name: "value", ...wireValueOf(field, known) };
  return (number) => (number === 1 ? key : number === 2 ? value : undefined);
}

interface Value {
  readonly message?: DescMessage | undefined;
  readonly scalar?: ScalarType | undefined;
}

function wireValueOf({ message, scalar }: Value, known: Known): Omit<WireField, "name"> {
  if (message) return { wireTypes: [WireType.LengthDelimited], fields: wireFieldsOf(message, known) };
  // What is neither message nor scalar is an enum.
  return { wireTypes: [scalar === undefined ? WireType.Varint : wireTypeOfScalar(scalar)] };
}

function wireTypeOfScalar(scalar: ScalarType): WireType {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    default:
      return WireType.Varint;
  }
}
