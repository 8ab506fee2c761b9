import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NodeSha256 } from "./node-sha256.ts";

async function digestOf(pieces: readonly Uint8Array[], secret?: Uint8Array): Promise<string> {
  const sha256 = new NodeSha256(secret);
  for (const piece of pieces) sha256.update(piece);
  return Buffer.from(await sha256.digest()).toString("hex");
}

test("gives Node's own SHA-256, and HMAC for keys of any length, however often a key is used", async () => {
  const secrets = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(secrets, fc.array(fc.uint8Array(), { maxLength: 3 }), async (secret, pieces) => {
      const whole = Buffer.concat(pieces);
      expect(await digestOf(pieces)).toBe(createHash("sha256").update(whole).digest("hex"));
      const want = createHmac("sha256", secret).update(whole).digest("hex");
      expect([await digestOf(pieces, secret), await digestOf(pieces, secret)]).toEqual([want, want]);
    }),
  );
});
