import { expect, test } from "vitest";
import type { ContainerPlan } from "../../plan-containers.ts";
import { imageNameProblems } from "./image-name-problems.ts";

function plan(index: number, image: string | undefined): ContainerPlan {
  const container = { name: "main", ...(image !== undefined && { image }) };
  return {
    ...{ where: `spec.containers[${index}] (main)`, container, environment: new Map() },
    ...{ command: [], args: [], volumeMounts: [] },
  };
}

const sha256 = "a".repeat(64);

test.each([
  "busybox",
  "busybox:1.36",
  "team/app",
  "localhost/app:1",
  "localhost:5000/app",
  "registry.example:5000/a/b__c/d-e.f:v1.2_3",
  "Registry.Example/app",
  "[::1]:5000/app:1",
  "127.0.0.1:1/app",
  `app@sha256:${sha256}`,
  `registry.example/app:v1@sha256:${sha256}`,
])("%s is the name of an image", (image) => expect(imageNameProblems([plan(0, image)])).toEqual([]));

const form = "a repository has lower case letters and digits, with . _ - or / between them";

test.each([
  { image: "Bad Image!!", why: '"Bad Image!!" is no image\'s name: it has white space' },
  { image: "app\n", why: '"app\\n" is no image\'s name: it has white space' },
  { image: "BusyBox:1.36", why: '"BusyBox:1.36" is no image\'s name: its repository is not in lower case' },
  { image: "busybox:1.36?x=1", why: '"busybox:1.36?x=1" is no image\'s name: "1.36?x=1" is no tag' },
  { image: "busybox:", why: '"busybox:" is no image\'s name: "" is no tag' },
  { image: "app@sha256:12", why: '"app@sha256:12" is no image\'s name: "sha256:12" is no digest' },
  { image: "../../x", why: `"../../x" is no image's name: ${form}` },
  { image: "a/../../x", why: `"a/../../x" is no image's name: ${form}` },
  { image: "//x/y", why: `"//x/y" is no image's name: ${form}` },
  { image: "a//b", why: `"a//b" is no image's name: ${form}` },
  { image: "a%2fb", why: `"a%2fb" is no image's name: ${form}` },
  { image: "app#1", why: `"app#1" is no image's name: ${form}` },
  { image: "büsybox", why: `"büsybox" is no image's name: ${form}` },
  { image: "https://registry.example/app", why: `"https://registry.example/app" is no image's name: ${form}` },
  { image: sha256, why: `"${sha256}" is no image's name: 64 hexadecimal digits are an image's id` },
  { image: "", why: "a container has no image" },
  { image: undefined, why: "a container has no image" },
])("no kubelet takes $image for an image", ({ image, why }) =>
  expect(imageNameProblems([plan(0, image)])).toMatchObject([{ code: "POD_INVALID", what: why }]),
);

test("a name that is none is one problem, whatever containers have it", () => {
  expect(imageNameProblems([plan(0, "a b"), plan(1, "busybox"), plan(2, "a b"), plan(3, "A")])).toMatchObject([
    { where: "spec.containers[0] (main).image\nspec.containers[2] (main).image" },
    { where: "spec.containers[3] (main).image" },
  ]);
});

test("a container that a program of this machine serves needs no image", () => {
  const program = { argv: ["/bin/true"] } as unknown as NonNullable<ContainerPlan["program"]>;
  expect(imageNameProblems([{ ...plan(0, "a b"), program }])).toEqual([]);
});
