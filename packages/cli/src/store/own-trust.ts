import { type Problem, ProblemError } from "@podwright/core";

/**
 * Awaits what podwright itself asks of the store. The store's problem of an untrusted certificate is written for a container of the Pod;
 * here it is podwright that does not trust, and what mends it is its own environment.
 */
export async function withOwnTrust<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [first, ...more] = error.problems;
    throw new ProblemError([asOwn(first), ...more.map(asOwn)], { cause: error });
  }
}

function asOwn(problem: Problem): Problem {
  if (problem.code !== "CERTIFICATE_UNTRUSTED") return problem;
  const fix = `podwright itself talks to the store, as Flyte does: name the issuer's CA certificate in its environment,
  SSL_CERT_FILE=YOUR-CA.pem podwright run ...
The Pod's containers need it too: mount it through \`default-init\` in a PodTemplate.`;
  return { ...problem, fix };
}
