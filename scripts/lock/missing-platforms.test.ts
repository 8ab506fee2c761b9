import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Lock, missingPlatforms } from "./missing-platforms.ts";

test("adds the platforms that a lock leaves out, with what their names say of them", () => {
  const lock: Lock = {
    packages: {
      "node_modules/tool": {
        version: "2.0.0",
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64": "2.0.0",
          "@tool/linux-arm64-musl": "2.0.0",
          "@tool/binding-linux-arm-gnueabihf": "2.0.0",
          "@tool/darwin-arm64": "2.0.0",
          "@tool/wasm": "2.0.0",
          fsevents: "~2.3.3",
        },
      },
      "node_modules/@tool/linux-x64": { version: "2.0.0" },
      "node_modules/@tool/darwin-arm64": { version: "1.0.0" },
    },
  };
  expect(missingPlatforms(lock)).toEqual({
    "node_modules/@tool/linux-arm64-musl": {
      version: "2.0.0",
      os: ["linux"],
      cpu: ["arm64"],
      libc: ["musl"],
      dev: true,
      optional: true,
    },
    "node_modules/@tool/binding-linux-arm-gnueabihf": {
      version: "2.0.0",
      os: ["linux"],
      cpu: ["arm"],
      dev: true,
      optional: true,
    },
    "node_modules/tool/node_modules/@tool/darwin-arm64": {
      version: "2.0.0",
      os: ["darwin"],
      cpu: ["arm64"],
      dev: true,
      optional: true,
    },
  });
});

test("this project's lock names every platform, so that npm ci takes it anywhere (node scripts/complete-lock.ts)", () => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8")) as Lock;
  expect(Object.keys(missingPlatforms(lock))).toEqual([]);
});
