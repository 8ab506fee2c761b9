import { ProblemError } from "@podwright/core";
import { createCertificateAuthority } from "../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../test/support/s3-server.ts";

export interface StoreUnderPrivateCa {
  readonly server: S3Server;
  readonly caName: string;
  readonly caPem: string;
}

/**
 * A CA made this moment, and an S3 server with a certificate from it.
 * @param port - 0: any free one
 * @param host - an address of this machine; default: that of `localhost`
 * @problems PORT_IN_USE
 */
export async function startStoreUnderPrivateCa(port: number, host?: string): Promise<StoreUnderPrivateCa> {
  const caName = "Podwright demo CA";
  const authority = await createCertificateAuthority(caName);
  const tls = await authority.issue({ commonName: "store", hosts: host ? [host] : ["localhost", "127.0.0.1"] });
  const server = await startS3Server({ buckets: ["flyte-data"], tls, port, ...(host && { host }) }).catch(
    (error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? portInUse(port, error) : error;
    },
  );
  return { server, caName, caPem: authority.certificatePem };
}

function portInUse(port: number, cause: unknown): ProblemError {
  return new ProblemError(
    [
      {
        code: "PORT_IN_USE",
        what: `another program listens on port ${port}`,
        where: `127.0.0.1:${port}`,
        fix: "stop that program, or leave --port away: the demo then takes any free port",
      },
    ],
    { cause },
  );
}
