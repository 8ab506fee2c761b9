import { expect, test } from "vitest";
import { maskArguments } from "./mask-arguments.ts";

const words = ["spec", "initContainers", 0, "command", 8];

test.each([
  { name: "of an S3 store", value: "secret_key=s3cret==", want: "secret_key=(hidden)" },
  { name: "of an S3 store, one that has spaces", value: "secret_key=a b\nc", want: "secret_key=(hidden)" },
  {
    name: "of Flyte 1",
    value: "--storage.connection.secret-key=s3cret",
    want: "--storage.connection.secret-key=(hidden)",
  },
  {
    name: "in one word with its flag",
    value: "--storage.stow.config=key=s3cret",
    want: "--storage.stow.config=key=(hidden)",
  },
  { name: "of Azure", value: "key=s3cret", want: "key=(hidden)" },
  { name: "of Google", value: 'json={"private_key":"x"}', want: "json=(hidden)" },
  { name: "of B2", value: "application_key=s3cret", want: "application_key=(hidden)" },
])("hides the secret $name", ({ value, want }) => {
  expect(maskArguments(value, words)).toBe(want);
  expect(maskArguments({ name: "copilot", command: ["run", value], env: [] }, ["spec", "containers", 0])).toEqual({
    name: "copilot",
    command: ["run", want],
    env: [],
  });
});

test("hides a secret that stands after its flag", () => {
  const given = ["--storage.connection.secret-key", "s3cret", "--storage.type", "s3"];
  const want = ["--storage.connection.secret-key", "(hidden)", "--storage.type", "s3"];
  expect(maskArguments([{ args: given }], ["spec", "containers"])).toEqual([{ args: want }]);
});

test.each([
  "access_key_id=reader",
  "region=eu-1",
  "--storage.connection.access-key=me",
  "s3://bucket/key=1/token=2",
  "auth_type=accesskey",
  "pyflyte-execute",
])("keeps %s", (value) => {
  expect(maskArguments(value, words)).toBe(value);
});

test("keeps what is no argument", () => {
  expect(maskArguments("key=x", ["metadata", "annotations", "note"])).toBe("key=x");
  expect(maskArguments(undefined, words)).toBeUndefined();
});
