import { createHash, type Hash, hash } from "node:crypto";

type Bytes = ArrayBuffer | ArrayBufferView;

/**
 * SHA-256, and HMAC-SHA-256 when it gets a secret, in the shape in which SignatureV4 takes a hash: a class. A day's signing
 * key is the same object in every request, so what HMAC makes of a key is made once (RFC 2104 allows it).
 */
export class NodeSha256 {
  readonly #key: HmacKey | undefined;
  readonly #pieces: (string | Uint8Array)[] = [];

  constructor(secret?: string | Bytes) {
    this.#key = secret === undefined ? undefined : hmacKey(secret);
  }

  update(data: string | Bytes): void {
    this.#pieces.push(typeof data === "string" ? data : bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    const message = this.#pieces.length === 1 ? (this.#pieces[0] as string | Uint8Array) : joined(this.#pieces);
    return Promise.resolve(this.#key ? hmac(this.#key, message) : hash("sha256", message, "buffer"));
  }
}

/** Hashes that have taken the padded key in already. @source RFC 2104, section 4 */
interface HmacKey {
  readonly inner: Hash;
  readonly outer: Hash;
}

const blockBytes = 64;
const known = new WeakMap<Bytes, HmacKey>();

function hmacKey(secret: string | Bytes): HmacKey {
  if (typeof secret === "string") return createKey(Buffer.from(secret));
  const before = known.get(secret);
  if (before) return before;
  const key = createKey(bytesOf(secret));
  known.set(secret, key);
  return key;
}

function createKey(secret: Uint8Array): HmacKey {
  const key = Buffer.alloc(blockBytes);
  key.set(secret.byteLength > blockBytes ? hash("sha256", secret, "buffer") : secret);
  return {
    inner: createHash("sha256").update(key.map((byte) => byte ^ 0x36)),
    outer: createHash("sha256").update(key.map((byte) => byte ^ 0x5c)),
  };
}

function hmac({ inner, outer }: HmacKey, message: string | Uint8Array): Buffer {
  return outer.copy().update(inner.copy().update(message).digest()).digest();
}

function joined(pieces: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece)));
}

function bytesOf(data: Bytes): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
