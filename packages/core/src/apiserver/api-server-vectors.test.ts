import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { type ApiServerCase, readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { admitObject } from "./admit-object.ts";

describe.each([
  { file: "small", accepted: 1501, refused: 457 },
  { file: "composed", accepted: 241, refused: 2161 },
] as const)("$file: what a real API server made of Pods and PodTemplates", ({ file, accepted, refused }) => {
  const cases = readApiServerCases(file).map((each) => ({ ...each, answer: admitObject(each.sent) }));
  const different = (isSame: (each: (typeof cases)[number]) => boolean) =>
    cases.filter((each) => !isSame(each)).map(({ id }) => id);

  test("no case is left out", () => {
    expect([accepted, refused]).toEqual(
      [true, false].map((yes) => cases.filter((each) => each.accepted === yes).length),
    );
  });

  test("the same objects are accepted", () => {
    expect(different((each) => each.answer.accepted === each.accepted).slice(0, 5)).toEqual([]);
  });

  test("accepted objects have the same defaults", () => {
    const isSame = ({ answer, object }: (typeof cases)[number]) =>
      !answer.accepted || isDeepStrictEqual(answer.object, object);
    expect(different(isSame).slice(0, 5)).toEqual([]);
  });

  test("the others are refused for the same causes, in the same words and order", () => {
    expect(different((each) => isDeepStrictEqual(causesOf(each.answer), causesOf(each))).slice(0, 5)).toEqual([]);
  });
});

/** The server walks maps of Go, and with them a container's resources, in another order each time. */
function causesOf(answer: Pick<ApiServerCase, "causes"> | ReturnType<typeof admitObject>): readonly string[] {
  const causes = "causes" in answer ? (answer.causes ?? []) : [];
  const groups: string[][] = [];
  let group = "";
  for (const { reason, field, message } of causes) {
    const next = /^.*(?=\.resources\.(?:limits|requests))/.exec(field)?.[0] ?? field;
    if (next !== group) groups.push([]);
    group = next;
    groups.at(-1)?.push(`${field} ${reason} ${message}`);
  }
  return groups.flatMap((each) => each.sort());
}
