import { bytesSource } from "@podwright/store";
import { expect, it } from "vitest";
import { runStore } from "./run-store.ts";

it("says of a folder that nobody may write to how to take another", async () => {
  const store = runStore({ environment: {} });
  const folder = "/sys"; // Not even root makes a folder there.
  const storage = {
    type: "stow",
    container: "flyte-data",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { path: folder } },
  } as const;
  const uri = "file://flyte-data";
  const blobs = await store.open({
    store: { folder, storage, uri, config: {} as never },
    execution: { inputPath: `${uri}/inputs.pb`, outputPrefix: `${uri}/outputs` },
  });
  await expect(blobs.write(`${uri}/inputs.pb`, bytesSource(new Uint8Array()))).rejects.toMatchObject({
    problems: [{ code: "STORE_ACCESS_DENIED", fix: expect.stringContaining("--store FOLDER") }],
  });
  await store.close();
});
