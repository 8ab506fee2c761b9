import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";
import { isLoopback } from "./store-problems.ts";

const ellipse = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");

describe("a store's endpoint", () => {
  it.each([
    "http://localhost:9000",
    "https://127.0.0.1:9000",
    "127.1.2.3:9000",
    "http://[::1]:9000",
    "minio.localhost",
  ])("is this machine itself: %s", (endpoint) => expect(isLoopback(endpoint)).toBe(true));

  it.each(["", "https://s3.eu-1.amazonaws.com", "http://10.0.0.1:9000", "http://localhost.example.com", "http://["])(
    "is somewhere else: %s",
    (endpoint) => expect(isLoopback(endpoint)).toBe(false),
  );
});

it("a folder is refused where a cluster runs the Pod, before anything is written or asked", async () => {
  const kubeconfig = join(import.meta.dirname, "testing/kubeconfig.yaml");
  const args = ["run", ellipse, "-i", "a=1", "-i", "b=1", "--engine", "kubernetes", "--kubeconfig", kubeconfig];
  const { exitCode, stdout, stderr } = await callPodwright(args, { workingDirectory: join(tmpdir(), "nowhere") });
  expect(stderr).toContain(`error STORE_OUT_OF_REACH
  what   the store is a folder of this machine, which no Pod of a cluster sees
  where  ${join(tmpdir(), "nowhere/.podwright")}`);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
});
