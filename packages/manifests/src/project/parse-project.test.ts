import { describe, expect, test } from "vitest";
import { parseProject } from "./parse-project.ts";

function parse(text: string): unknown {
  const parsed = parseProject(text, "podwright.yaml");
  return parsed.ok ? parsed.value.project : parsed.problems.map(({ what, where, fix }) => ({ what, where, fix }));
}

describe("a project's file", () => {
  test("gives its keys as they are written", () => {
    const text = `
config: flyte.yaml
manifests: [templates, ca.yaml]
tasks: tasks
execution: execution.yaml
store: s3://my-bucket/runs
semantics: flyte-2.0
boundary: enforce
flyteNamespace: flyte-system
`;
    expect(parse(text)).toEqual({
      config: ["flyte.yaml"],
      manifests: ["templates", "ca.yaml"],
      tasks: ["tasks"],
      execution: "execution.yaml",
      store: "s3://my-bucket/runs",
      semantics: "flyte-2.0",
      boundary: "enforce",
      flyteNamespace: "flyte-system",
    });
  });

  test.each(["", "# nothing yet\n", "config:\n"])("may say nothing: %j", (text) => expect(parse(text)).toEqual({}));

  test.each(["off", '"off"', "false"])("takes boundary: %s for off", (word) => {
    expect(parse(`boundary: ${word}\n`)).toEqual({ boundary: "off" });
  });

  test.each(["data", "./data", "/data", "C:/data", "file:///data", "s3://bucket", "S3://bucket/a/b"])(
    "takes the store %s",
    (store) => expect(parse(`store: "${store}"\n`)).toEqual({ store }),
  );

  test.each(["https://foo", "gs://bucket", "s3://", "s3:///a", "file://data"])("refuses the store %s", (store) => {
    expect(parse(`config: a\nstore: ${store}\n`)).toEqual([
      {
        what: `store is "${store}", which it cannot be`,
        where: "podwright.yaml:2:1 store",
        fix: "write a folder, file:///FOLDER or s3://BUCKET[/PREFIX]",
      },
    ]);
  });

  test("has a place for each value", () => {
    const parsed = parseProject("config: a.yaml\nsemantics: flyte-2.0\n", "podwright.yaml");
    expect(parsed.ok && parsed.value.locate(["semantics"])).toEqual({ file: "podwright.yaml", line: 2, column: 1 });
  });

  test("tells all that is wrong at once, each with its line", () => {
    const text = `
confg: flyte.yaml
manifests: [templates, 3, ""]
semantics: flyte-2
store: [a]
boundary: on
flyteNamespace: A B
__proto__: x
`;
    expect(parse(text)).toEqual([
      { what: "confg is no key of a project", where: "podwright.yaml:2:1 confg", fix: "did you mean config?" },
      {
        what: "an item of manifests must be a path",
        where: "podwright.yaml:3:24 manifests[1]",
        fix: "write it as text",
      },
      {
        what: "an item of manifests must be a path",
        where: "podwright.yaml:3:27 manifests[2]",
        fix: "write it as text",
      },
      {
        what: 'semantics is "flyte-2"; it may be flyte-2.0 or flyte-1.16 or podwright',
        where: "podwright.yaml:4:1 semantics",
        fix: "did you mean flyte-2.0?",
      },
      {
        what: "store must be a folder, file:///FOLDER or s3://BUCKET[/PREFIX]",
        where: "podwright.yaml:5:1 store",
        fix: "write it as text",
      },
      {
        what: "boundary must be report or enforce or off",
        where: "podwright.yaml:6:1 boundary",
        fix: "write it as text",
      },
      {
        what: 'flyteNamespace is "A B", which it cannot be',
        where: "podwright.yaml:7:1 flyteNamespace",
        fix: "write a namespace's name: lower-case letters, digits and -, at most 63 of them",
      },
      {
        what: "__proto__ is no key of a project",
        where: "podwright.yaml:8:1 __proto__",
        fix: "remove it, or use one of: config, manifests, tasks, execution, store, semantics, engine, boundary, cluster, flyteNamespace",
      },
    ]);
  });

  test.each([
    { text: "- config: a\n", want: "the project must be a map" },
    { text: "config: a\n---\nconfig: b\n", want: "a second document; the project is one" },
    {
      text: "config: [a\n",
      want: "not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
    },
  ])("is refused as a whole: $want", ({ text, want }) => {
    const parsed = parseProject(text, "podwright.yaml");
    expect(parsed.ok ? [] : parsed.problems.map(({ what }) => what)).toContain(want);
  });

  test.each([
    { text: "confg: flyte.yaml\n", want: "PROJECT_INVALID" },
    { text: "store: [a]\n", want: "PROJECT_INVALID" },
    { text: "- config: a\n", want: "PROJECT_INVALID" },
    { text: "config: [a\n", want: "MANIFEST_INVALID" },
  ])("is refused under $want: $text", ({ text, want }) => {
    expect(parseProject(text, "podwright.yaml")).toMatchObject({ ok: false, problems: [{ code: want }] });
  });
});
