import { surveyTrust } from "@podwright/store";
import { type Check, type Finding, ok } from "../check.ts";

type Survey = Awaited<ReturnType<typeof surveyTrust>>;

/** CAs that somebody chose one by one; public bundles have over a hundred. */
const few = 20;

/** What can be wrong with the CAs in force, each with its fix. */
const faults: readonly ((survey: Survey) => { readonly what: string; readonly fix: string } | undefined)[] = [
  ({ certificateCount }) =>
    certificateCount > 0
      ? undefined
      : {
          what: "no CA is trusted, so no server that speaks TLS",
          fix: "install ca-certificates, or name a PEM file of CAs with SSL_CERT_FILE",
        },
  ({ empty }) =>
    empty.length === 0
      ? undefined
      : { what: `nothing came of ${empty.join("; ")}`, fix: "correct or unset the variable; only PEM files count" },
  ({ outdated }) =>
    outdated.length === 0
      ? undefined
      : { what: `every CA has expired in ${outdated.join("; ")}`, fix: "put the CA's new certificate into the file" },
  ({ brokenCount }) =>
    brokenCount === 0
      ? undefined
      : { what: `${brokenCount} of them cannot be read and count for nothing`, fix: "write the file of CAs again" },
];

/** The CAs that Podwright itself trusts. @problems CA_FILE_UNREADABLE */
export const trustCheck: Check = {
  name: "trusted CAs",
  run: async ({ environment, now }): Promise<Finding> => {
    const survey = await surveyTrust(environment, now);
    const { certificateCount, sources, replaced } = survey;
    const details = [
      ...sources,
      ...expiredOf(survey),
      ...replaced.map((name) => `${name} has no effect on S3, because AWS_CA_BUNDLE is set`),
    ];
    const found = faults.map((judge) => judge(survey)).filter((fault) => fault !== undefined);
    const each = sources.length > 1 && certificateCount > 1 ? ", each counted once" : "";
    const what = `${certificateCount} ${certificateCount === 1 ? "CA is" : "CAs are"} trusted${each}`;
    if (found.length === 0) return ok(what, details);
    return {
      status: "warning",
      what: [...(certificateCount > 0 ? [what] : []), ...found.map((fault) => fault.what)].join("; "),
      ...(details.length > 0 && { details }),
      fix: found.map((fault) => fault.fix).join("\n"),
    };
  },
};

/** Some of every public bundle have expired, which harms nobody; among few, one may be the one that is needed. */
function expiredOf({ expired, certificateCount }: Survey): readonly string[] {
  if (expired.length === 0) return [];
  if (certificateCount > few) return [`expired, of these: ${expired.length}, as in most public bundles`];
  return [`expired, of these: ${expired.length}`, ...expired.map((each) => `  ${each}`)];
}
