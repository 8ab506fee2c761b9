import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { VolumeFile } from "./volume-file.ts";
import { writePayload } from "./write-payload.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-payload-"));
const umask = process.umask(0o077);
afterAll(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});
const file = (path: string, text: string, mode = 0o644): VolumeFile => ({ path, bytes: Buffer.from(text), mode });

describe("a ConfigMap's volume", () => {
  test("has the kubelet's layout, whatever the umask: a folder named by the time, ..data, a link for each top-level name", async () => {
    const files = [file("ca.crt", "CA"), file("deep/a", "A", 0o400), file("deep/b", "B")];
    await writePayload(folder, files, new Date("2026-03-01T12:34:56.789Z"));
    const data = readlinkSync(join(folder, "..data"));
    expect(data).toMatch(/^\.\.2026_03_01_12_34_56\.\w{6}$/);
    expect(readdirSync(folder).toSorted()).toEqual(["..data", data, "ca.crt", "deep"].toSorted());
    expect(readlinkSync(join(folder, "ca.crt"))).toBe("..data/ca.crt");
    expect(readlinkSync(join(folder, "deep"))).toBe("..data/deep");
    expect(readFileSync(join(folder, "deep/b"), "utf8")).toBe("B");
    expect(statSync(join(folder, "deep")).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, "deep/a")).mode & 0o777).toBe(0o400);
    expect(statSync(join(folder, "ca.crt")).mode & 0o777).toBe(0o644);
  });
});
