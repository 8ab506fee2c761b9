import { type Problem, ProblemError } from "@podwright/core";
import type { Shell } from "../shell.ts";

/**
 * Awaits what podwright itself asks of the store. The store's problem of an untrusted certificate is written for a container of the Pod;
 * here it is podwright that does not trust, and what mends it is its own environment.
 */
export async function withOwnTrust<T>(work: Promise<T>, environment: Shell["environment"]): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [first, ...more] = error.problems.map((problem) => asOwn(problem, environment));
    throw new ProblemError([first as Problem, ...more], { cause: error });
  }
}

function asOwn(problem: Problem, { AWS_CA_BUNDLE }: Shell["environment"]): Problem {
  if (problem.code !== "CERTIFICATE_UNTRUSTED" && problem.code !== "CERTIFICATE_SELF_SIGNED") return problem;
  const fix = `podwright itself talks to the store, as Flyte does: ${AWS_CA_BUNDLE ? whereBundleDecides : bySslCertFile}
The Pod's containers need it too: mount it through \`default-init\` in a PodTemplate.`;
  return { ...problem, fix };
}

const bySslCertFile = `name the issuer's CA certificate in its environment,
  SSL_CERT_FILE=YOUR-CA.pem podwright run ...`;

/** @source aws-sdk-go v1 session.go loadCustomCABundle */
const whereBundleDecides = `AWS_CA_BUNDLE is set in its environment, and nothing else counts for S3 then;
unset it, or let it name the issuer's CA certificate,
  AWS_CA_BUNDLE=YOUR-CA.pem podwright run ...`;
