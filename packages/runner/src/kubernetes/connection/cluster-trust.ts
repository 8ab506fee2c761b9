import { readFileSync } from "node:fs";
import { ProblemError, reasonOf } from "@podwright/core";
import { gatherTrust, type Trust } from "@podwright/store";
import type { Kubeconfig } from "./kubeconfig.ts";
import type { Environment } from "./kubeconfig-files.ts";

/**
 * Whose signature the API server's certificate needs: the CA of the kubeconfig and no other, or, where it names none, what this process trusts.
 * @problems KUBECONFIG_INVALID
 */
export async function clusterTrust(kubeconfig: Kubeconfig, environment: Environment): Promise<Trust> {
  const { cluster, clusterName, path } = kubeconfig;
  const data = cluster["certificate-authority-data"];
  const file = cluster["certificate-authority"];
  if (typeof data === "string" && data !== "") {
    const place = `certificate-authority-data of cluster ${clusterName} in ${path}`;
    return trustOf(Buffer.from(data, "base64").toString("utf8"), place);
  }
  if (typeof file !== "string" || file === "") return await gatherTrust(environment);
  try {
    return trustOf(readFileSync(file, "utf8"), file);
  } catch (error) {
    throw new ProblemError([
      {
        code: "KUBECONFIG_INVALID",
        what: `the CA of cluster ${clusterName} cannot be read: ${reasonOf(error)}`,
        where: `${path}, clusters, ${clusterName}, certificate-authority`,
        fix: `bring ${file} back, or correct its path`,
      },
    ]);
  }
}

function trustOf(pem: string, path: string): Trust {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const unreadable = certificates.length === 0 ? { unreadable: "not PEM" } : {};
  return { certificates, searched: [{ path, kind: "file", certificateCount: certificates.length, ...unreadable }] };
}
