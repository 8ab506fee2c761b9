import { type SandboxCase, shell } from "./pod-case.ts";

/** What no other engine has, or has as its kernel has it. */
export const sandboxCases: readonly SandboxCase[] = [
  {
    name: "serves a command of the image by a program of this machine, with what that needs",
    feature: "exits",
    programs: {
      "/bin/flyte-copilot": { argv: ["/bin/echo", "copilot"], needs: ["/bin/echo"], writes: [] },
    },
    spec: {
      restartPolicy: "Never",
      containers: [{ name: "main", command: ["/bin/flyte-copilot", "download"], args: ["--from", "x"] }],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["copilot download --from x"] },
    },
  },
  {
    name: "fails a container whose arguments are longer than the kernel takes",
    feature: "exits",
    spec: { restartPolicy: "Never", containers: [shell("main", "true", { args: ["x".repeat(200_000)] })] },
    want: {
      phase: "Failed",
      containers: {
        main: "exit 128 StartError message its command is longer than this machine's kernel takes (E2BIG)",
      },
      order: ["main -"],
    },
  },
  {
    name: "keeps the machine's programs from being written to",
    feature: "rootFilesystem",
    spec: {
      restartPolicy: "Never",
      containers: [shell("main", "touch /usr/x 2>/dev/null || echo read-only; ls -A /home /var/tmp 2>/dev/null")],
    },
    want: { phase: "Failed", containers: { main: "exit 2 Error" }, logs: { main: ["read-only", "/var/tmp:"] } },
  },
];
