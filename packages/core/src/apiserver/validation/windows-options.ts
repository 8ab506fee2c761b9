import { byteLength } from "../../go/byte-length.ts";
import type { WindowsSecurityContextOptions } from "../../kubernetes/gen/types.ts";
import { dnsSubdomain } from "./name-formats.ts";
import { invalidFor, type Refusals, typed } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateWindowsSecurityContextOptions, Kubernetes v1.34.1 */
export function validateWindowsOptions(options: WindowsSecurityContextOptions | undefined, field: string): Refusals {
  if (!options) return [];
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName } = options;
  return [
    ...(specName === undefined
      ? []
      : invalidFor(`${field}.gmsaCredentialSpecName`, typed(specName), dnsSubdomain(specName))),
    ...(spec === undefined ? [] : invalidFor(`${field}.gmsaCredentialSpec`, typed(spec), specRules(spec))),
    ...(runAsUserName === undefined
      ? []
      : invalidFor(`${field}.runAsUserName`, typed(runAsUserName), userNameRules(runAsUserName))),
  ];
}

function specRules(spec: string): readonly string[] {
  if (spec === "") return ["gmsaCredentialSpec cannot be an empty string"];
  return byteLength(spec) > maxSpecBytes ? [`gmsaCredentialSpec size must be under ${maxSpecBytes / 1024} KiB`] : [];
}

/** `DOMAIN\USER` or `USER`. */
function userNameRules(name: string): readonly string[] {
  if (name === "") return ["runAsUserName cannot be an empty string"];
  if (/\p{Cc}/u.test(name)) return ["runAsUserName cannot contain control characters"];
  const parts = name.split("\\");
  if (parts.length > 2) return ["runAsUserName cannot contain more than one backslash"];
  const user = parts.at(-1) ?? "";
  const domain = parts.length === 2 ? (parts[0] ?? "") : undefined;
  const broken = [
    { broken: byteLength(domain ?? "") >= 256, rule: "Domain length must be under 256 characters" },
    {
      broken: domain !== undefined && !netBiosName.test(domain) && !dnsName.test(domain),
      rule: "Domain doesn't match the NetBios nor the DNS format",
    },
    { broken: user === "", rule: "User cannot be empty" },
    { broken: byteLength(user) > 104, rule: "User length must not be longer than 104 characters" },
    { broken: /^[. ]+$/.test(user), rule: "User cannot contain only periods or spaces" },
    {
      broken: /["/\\:;|=,+*?<>@[\]]/.test(user),
      rule: 'User cannot contain the following characters: "/\\:;|=,+*?<>@[]',
    },
  ];
  return broken.flatMap(({ broken, rule }) => (broken ? [`runAsUserName's ${rule}`] : []));
}

const maxSpecBytes = 65_536;
const netBiosName = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsLabel = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const dnsName = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);
