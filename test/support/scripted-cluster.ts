import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startScriptedServer } from "./scripted-server.ts";

interface ScriptedCluster {
  /** For the test's own files. */
  readonly folder: string;
  /** The path of one whose context and cluster are `c`. */
  readonly kubeconfig: string;
}

/** A server that answers as told, as JSON, where a cluster is expected. It and the folder are gone after the test. */
export async function startScriptedCluster(answer: RequestListener): Promise<ScriptedCluster> {
  const server = await startScriptedServer((request, response) => {
    response.setHeader("content-type", "application/json");
    answer(request, response);
  });
  const folder = mkdtempSync(join(tmpdir(), "podwright-cluster-"));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const config = {
    clusters: [{ name: "c", cluster: { server: server.endpoint } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    "current-context": "c",
  };
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, JSON.stringify(config));
  return { folder, kubeconfig };
}
