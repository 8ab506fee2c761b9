import { expect, test } from "vitest";
import { judgeUserNamespaces } from "./user-namespaces.ts";

const cases = [
  {
    name: "are allowed where nothing forbids them",
    values: { "user/max_user_namespaces": "96365", "kernel/unprivileged_userns_clone": "1" },
    isRoot: false,
    want: { status: "ok", what: "allowed (user.max_user_namespaces=96365 kernel.unprivileged_userns_clone=1)" },
  },
  {
    name: "are allowed on a kernel without such settings",
    values: {},
    isRoot: false,
    want: { status: "ok", what: "allowed (this kernel has no setting that forbids them)" },
  },
  {
    name: "are forbidden on an old Debian, with what allows them",
    values: { "user/max_user_namespaces": "96365", "kernel/unprivileged_userns_clone": "0" },
    isRoot: false,
    want: {
      status: "failed",
      what: "forbidden to ordinary users (user.max_user_namespaces=96365 kernel.unprivileged_userns_clone=0)",
      fix: "allow them, as root:\n  sysctl -w kernel.unprivileged_userns_clone=1",
    },
  },
  {
    name: "are a warning under Ubuntu's AppArmor, where bwrap may have a profile of its own",
    values: { "kernel/apparmor_restrict_unprivileged_userns": "1" },
    isRoot: false,
    want: {
      status: "warning",
      what: "forbidden to ordinary users (kernel.apparmor_restrict_unprivileged_userns=1)",
      fix: `allow them, as root:
  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu 24.04 and later; or an AppArmor profile for bwrap with \`userns,\`)`,
    },
  },
  {
    name: "are of no account to root",
    values: { "user/max_user_namespaces": "0" },
    isRoot: true,
    want: {
      status: "ok",
      what: "forbidden to ordinary users (user.max_user_namespaces=0); root's sandboxes are made without them",
    },
  },
] as const;

test.each(cases)("user namespaces $name", ({ values, isRoot, want }) => {
  expect(judgeUserNamespaces(new Map(Object.entries(values)), isRoot)).toEqual(want);
});
