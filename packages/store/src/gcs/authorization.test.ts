import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tokenAuthorization } from "./authorization.ts";

describe("the token of all requests", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  const counted = (lifetimeSeconds: number) => {
    let count = 0;
    return tokenAuthorization(() => {
      count += 1;
      return Promise.resolve({ value: String(count), lifetimeSeconds });
    });
  };
  const first = { authorization: "Bearer 1" };
  const second = { authorization: "Bearer 2" };

  test("is renewed a minute before it expires", async () => {
    const authorization = counted(3600);
    expect(await authorization.headers()).toEqual(first);
    vi.advanceTimersByTime(3_539_000);
    expect(await authorization.headers()).toEqual(first);
    vi.advanceTimersByTime(1_000);
    expect(await authorization.headers()).toEqual(second);
  });

  test("is used for a second at least, however short it lives", async () => {
    const authorization = counted(0);
    expect(await authorization.headers()).toEqual(first);
    expect(await authorization.headers()).toEqual(first);
    vi.advanceTimersByTime(1_000);
    expect(await authorization.headers()).toEqual(second);
  });

  test("is renewed once it is refused, but not when it was refused at once", async () => {
    const authorization = counted(3600);
    await authorization.headers();
    expect(authorization.refused()).toBe(false);
    expect(await authorization.headers()).toEqual(first);
    vi.advanceTimersByTime(10_000);
    expect(authorization.refused()).toBe(true);
    expect(await authorization.headers()).toEqual(second);
  });
});
