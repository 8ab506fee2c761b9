/**
 * Bytes in base 32 by Flyte's own alphabet, without padding.
 * @source pluginmachinery/encoding/encoder.go Base32Encoder, flyteorg/flyte v2.0.43
 */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[(bits >> held) & 31];
    }
    bits &= (1 << held) - 1;
  }
  return held > 0 ? text + alphabet[(bits << (5 - held)) & 31] : text;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz123456";
