import { getTextEncoding } from "@bufbuild/protobuf/wire";

/** The text that bytes are in UTF-8; undefined if they are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return getTextEncoding().decodeUtf8(bytes, true);
  } catch {
    return undefined;
  }
}
