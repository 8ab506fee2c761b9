import { expect, test } from "vitest";
import { parsePairs } from "./parse-pairs.ts";

const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly want: Readonly<Record<string, string>> | null;
}[] = [
  { name: "reads one pair", text: "region=us-east-1", want: { region: "us-east-1" } },
  { name: "keeps the commas of a single pair", text: "scopes=a,b,c", want: { scopes: "a,b,c" } },
  { name: "reads several pairs", text: "a=1,b=2", want: { a: "1", b: "2" } },
  { name: "keeps the equals signs of a value", text: "secret_key=abc==", want: { secret_key: "abc==" } },
  { name: "keeps a comma in quotes", text: '"a=1,2",b=3', want: { a: "1,2", b: "3" } },
  { name: "reads a doubled quote as one", text: '"a=x""y",b=3', want: { a: 'x"y', b: "3" } },
  { name: "reads an empty value", text: "token=", want: { token: "" } },
  { name: "refuses a part without an equals sign", text: "a=1,b,c=2", want: null },
  { name: "refuses a quote inside a field", text: 'a="b,c=d', want: null },
  { name: "refuses more behind a field's quotes", text: '"a=1"x,b=2', want: null },
  { name: "refuses a word", text: "region", want: null },
];

for (const { name, text, want } of cases) {
  test(name, () => {
    expect(parsePairs(text)).toEqual(want);
  });
}
