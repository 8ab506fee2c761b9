import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Container } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { manualClock } from "../testing/manual-clock.ts";
import { runHook } from "./run-hook.ts";

const container: Container = { name: "main" };
const dial = (port: number, host: string | undefined) =>
  new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    const socket = connect({ port, host: host ?? "127.0.0.1" }, () => resolve(socket));
    socket.once("error", reject);
  });

function hooked(exitCode = 0) {
  const clock = manualClock();
  const ended = new AbortController();
  const running = { exec: async () => ({ exitCode, output: "" }), dial };
  const target = { container, running, podIp: "127.0.0.1", clock };
  return { clock, ended, run: (hook: Parameters<typeof runHook>[0]) => runHook(hook, target, ended.signal) };
}

describe("a hook", () => {
  test("is done when its program succeeds, and has failed when that does not", async () => {
    expect(await hooked(0).run({ exec: { command: ["true"] } })).toBe("done");
    expect(await hooked(1).run({ exec: { command: ["false"] } })).toBe("failed");
  });

  test("sleeps as long as it says, unless the container ends", async () => {
    const slept = hooked();
    const outcome = slept.run({ sleep: { seconds: 5 } });
    await slept.clock.pass(5);
    expect(await outcome).toBe("done");
    const ended = hooked();
    const cut = ended.run({ sleep: { seconds: 5 } });
    await ended.clock.pass(4);
    ended.ended.abort();
    expect(await cut).toBe("failed");
  });

  test("takes any answer to its request, over HTTP as well where it asks over TLS and there is none", async () => {
    const agents: (string | undefined)[] = [];
    const server = createServer(({ headers }, response) => {
      agents.push(headers["user-agent"]);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await hooked().run({ httpGet: { port, path: "/stop" } })).toBe("done");
    expect(await hooked().run({ httpGet: { port, path: "/stop", scheme: "HTTPS" } })).toBe("done");
    expect(agents).toEqual(["kube-lifecycle/1.34", "kube-lifecycle/1.34"]);
    await new Promise((resolve) => server.close(resolve));
    expect(await hooked().run({ httpGet: { port, path: "/stop" } })).toBe("failed");
  });

  test("that only opens a port fails, as it does in Kubernetes", async () => {
    expect(await hooked().run({ tcpSocket: { port: 1 } })).toBe("failed");
  });
});
