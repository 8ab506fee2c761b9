import { describe, expect, test } from "vitest";
import { explain } from "./find-bubblewrap.ts";

describe("what bubblewrap says when it may not make a sandbox", () => {
  test("is explained to an ordinary user with the settings that allow it", () => {
    const problem = explain("bwrap: setting up uid map: Permission denied", false);
    expect(problem).toMatchObject({
      code: "USER_NAMESPACES_FORBIDDEN",
      what: "this machine does not let ordinary users make user namespaces, which the sandbox engine is made of",
      where: "bwrap: setting up uid map: Permission denied",
    });
    expect(problem.fix).toContain("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
  });

  test("is explained to root in a container", () => {
    const problem = explain("bwrap: Creating new namespace failed: Operation not permitted", true);
    expect(problem.code).toBe("USER_NAMESPACES_FORBIDDEN");
    expect(problem.fix).toContain("docker run --privileged");
  });

  test("is passed on where it is not known", () => {
    expect(explain("bwrap: Unknown option --perms", false)).toMatchObject({
      code: "SANDBOX_FAILED",
      where: "bwrap: Unknown option --perms",
    });
  });
});
