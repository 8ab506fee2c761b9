import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { shell, untilTerm } from "../../packages/runner/src/contract/pod-case.ts";
import { runOnPodman } from "./run-on-podman.ts";

const server = "mkdir /www; echo up > /www/ok; sleep 1; exec httpd -f -p 8080 -h /www";

describe("probes of a Pod on Podman", () => {
  for (const network of ["own", "none"] as const) {
    test(`reach its containers over HTTP and TCP with the network ${network}`, async () => {
      const sidecar = { restartPolicy: "Always", ports: [{ name: "web", containerPort: 8080 }] };
      const soon = { periodSeconds: 1, failureThreshold: 60 };
      const outcome = await runOnPodman(
        {
          terminationGracePeriodSeconds: 1,
          initContainers: [
            shell("http", server, { ...sidecar, startupProbe: { httpGet: { path: "/ok", port: "web" }, ...soon } }),
            shell("tcp", untilTerm, { ...sidecar, ports: [], startupProbe: { tcpSocket: { port: 8080 }, ...soon } }),
          ],
          containers: [shell("main", "echo after")],
        },
        {},
        { network },
      );
      expect(outcome.order.slice(0, 3)).toEqual(["http +", "tcp +", "main +"]);
      expect(outcome.phase).toBe("Succeeded");
    });
  }

  test("fail where nobody listens, and where a program says so", async () => {
    const outcome = await runOnPodman({
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      containers: [
        shell("deaf", "sleep 60", {
          livenessProbe: { tcpSocket: { port: 9999 }, periodSeconds: 1, failureThreshold: 2 },
        }),
        shell("odd", "sleep 60", {
          livenessProbe: { exec: { command: ["no-such-program"] }, periodSeconds: 1, failureThreshold: 1 },
        }),
        shell("ill", "touch /ill; sleep 60", {
          livenessProbe: { exec: { command: ["sh", "-c", "! test -e /ill"] }, periodSeconds: 1, failureThreshold: 2 },
        }),
      ],
      activeDeadlineSeconds: 8,
    });
    expect([outcome.containers.deaf, outcome.containers.ill]).toEqual(["exit 137 Error", "exit 137 Error"]);
  });

  test("end a program that takes too long", async () => {
    const outcome = await runOnPodman({
      terminationGracePeriodSeconds: 1,
      containers: [
        shell("main", "sleep 6; ps | grep -c '[s]leep 1000'", {
          readinessProbe: { exec: { command: ["sleep", "1000"] }, periodSeconds: 1, timeoutSeconds: 1 },
        }),
      ],
    });
    expect(Number(outcome.logs.main?.[0])).toBeLessThanOrEqual(1);
  });
});

test("a Pod with the machine's network reaches what listens on its loopback", async () => {
  const server = createServer((_, response) => response.end("from the machine"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const containers = [shell("main", `wget -q -O - http://127.0.0.1:${port}/; echo; hostname`)];
    const outcome = await runOnPodman({ containers }, {}, { network: "host" });
    expect(outcome.logs.main).toEqual(["from the machine", "contract"]);
  } finally {
    server.close();
  }
});
