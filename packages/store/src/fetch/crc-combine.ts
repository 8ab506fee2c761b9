/** Reflected polynomials. @source RFC 1952 (CRC-32), RFC 3720 (CRC-32C) */
export const polynomials = { crc32: 0xedb88320, crc32c: 0x82f63b78 } as const;

/**
 * The CRC of two pieces one after the other, from the CRC of each: shifting the first past the second's zero bytes is
 * linear, so it is a multiplication modulo the polynomial.
 * @param secondBytes - how long the second piece is
 */
export function combineCrc(polynomial: number, first: number, second: number, secondBytes: number): number {
  let shift = 0x80000000; // x^0: reflected, the highest bit is the lowest power
  let power = 0x00800000; // x^8: one byte
  for (let rest = secondBytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shift = multiply(polynomial, power, shift);
    power = multiply(polynomial, power, power);
  }
  return (multiply(polynomial, shift, first) ^ second) >>> 0;
}

function multiply(polynomial: number, left: number, right: number): number {
  let product = 0;
  let factor = right;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if (left & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ polynomial : factor >>> 1;
  }
  return product >>> 0;
}
