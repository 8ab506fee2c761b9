import { type Problem, ProblemError } from "@podwright/core";
import { expect, it } from "vitest";
import { withOwnTrust } from "./own-trust.ts";

const untrusted: Problem = { code: "CERTIFICATE_UNTRUSTED", what: "w", where: "https://h", fix: "mount it" };
const missing: Problem = { code: "BUCKET_MISSING", what: "w", fix: "make it" };

it.each([{ code: "CERTIFICATE_UNTRUSTED" }, { code: "CERTIFICATE_SELF_SIGNED" }] as const)(
  "says of $code how podwright itself comes to trust a store, and leaves other problems alone",
  async ({ code }) => {
    const untrusted: Problem = { code, what: "w", where: "https://h", fix: "mount it" };
    const error = await withOwnTrust(Promise.reject(new ProblemError([untrusted, missing])), {}).catch(
      (caught) => caught,
    );
    expect(error.problems).toEqual([
      {
        ...untrusted,
        fix: `podwright itself talks to the store, as Flyte does: name the issuer's CA certificate in its environment,
  SSL_CERT_FILE=YOUR-CA.pem podwright run ...
The Pod's containers need it too: mount it through \`default-init\` in a PodTemplate.`,
      },
      missing,
    ]);
  },
);

it("speaks of AWS_CA_BUNDLE where that is set, for then no other variable counts", async () => {
  const work = Promise.reject(new ProblemError([untrusted]));
  const error = await withOwnTrust(work, { AWS_CA_BUNDLE: "/bundle.pem" }).catch((caught) => caught);
  expect(error.problems).toEqual([
    {
      ...untrusted,
      fix: `podwright itself talks to the store, as Flyte does: AWS_CA_BUNDLE is set in its environment, and nothing else counts for S3 then;
unset it, or let it name the issuer's CA certificate,
  AWS_CA_BUNDLE=YOUR-CA.pem podwright run ...
The Pod's containers need it too: mount it through \`default-init\` in a PodTemplate.`,
    },
  ]);
});

it("gives back what the work gives, and bugs as they are", async () => {
  expect(await withOwnTrust(Promise.resolve(3), {})).toBe(3);
  const bug = new TypeError("bug");
  expect(await withOwnTrust(Promise.reject(bug), {}).catch((caught) => caught)).toBe(bug);
});
