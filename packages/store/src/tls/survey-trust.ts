import type { X509Certificate } from "node:crypto";
import { describeSource, oneLine } from "./describe-certificate.ts";
import { gatherTrust } from "./gather-trust.ts";
import { parseCertificate, readNamedCertificateFile } from "./read-certificates.ts";
import { s3Trust } from "./s3-trust.ts";
import type { Trust, TrustSource } from "./trust.ts";

/** The CAs that a process trusts, counted and judged. */
export interface TrustSurvey {
  /** How many count, no two alike. */
  readonly certificateCount: number;
  /** Where they come from: every place that a variable names, and the default places that gave something; a line each. */
  readonly sources: readonly string[];
  /** Places that a variable names and that gave nothing; a line each. */
  readonly empty: readonly string[];
  /** CAs that count and whose time is over, as some of every public bundle; name and end, a line each. */
  readonly expired: readonly string[];
  /** Files that a variable names and whose CAs have all expired; a line each. */
  readonly outdated: readonly string[];
  /** Blocks that look like a certificate and hold none. */
  readonly brokenCount: number;
  /** Variables without effect on S3, because AWS_CA_BUNDLE takes their place. */
  readonly replaced: readonly string[];
}

/**
 * Tells whom an S3 client of this process trusts, and from where.
 * @problems CA_FILE_UNREADABLE
 */
export async function surveyTrust(
  environment: Readonly<Record<string, string | undefined>>,
  now: Date,
): Promise<TrustSurvey> {
  const trust = s3Trust(environment, await gatherTrust(environment));
  const parsed = trust.certificates.map(parseCertificate);
  const isOver = ({ validTo }: X509Certificate): boolean => new Date(validTo) < now;
  const counted = trust.searched.filter(({ variable, certificateCount }) => variable || certificateCount > 0);
  return {
    certificateCount: trust.certificates.length,
    sources: counted.map(describeSource),
    empty: emptySources(trust).map(describeSource),
    expired: parsed
      .filter((each) => each !== null)
      .filter(isOver)
      .map(({ subject, validTo }) => `${oneLine(subject)}, until ${validTo}`),
    outdated: trust.searched.filter((source) => isOutdated(source, isOver)).map(describeSource),
    brokenCount: parsed.filter((each) => each === null).length,
    replaced: (trust.replaced ?? []).map(({ variable }) => variable),
  };
}

function emptySources({ searched }: Trust): readonly TrustSource[] {
  const named = searched.filter(({ variable }) => variable);
  return named.filter(
    ({ kind, certificateCount, path }) =>
      // A file of a directory may be anything; the directory is what was named.
      certificateCount === 0 && !(kind === "file" && named.some((other) => isIn(path, other))),
  );
}

function isOutdated(
  { path, kind, variable, certificateCount }: TrustSource,
  isOver: (certificate: X509Certificate) => boolean,
): boolean {
  if (!variable || kind !== "file" || certificateCount === 0) return false;
  const { certificates } = readNamedCertificateFile(path);
  return certificates.map(parseCertificate).every((each) => each !== null && isOver(each));
}

function isIn(path: string, { kind, path: folder }: TrustSource): boolean {
  return kind === "directory" && path.startsWith(`${folder}/`);
}
