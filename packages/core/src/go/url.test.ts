import { expect, test } from "vitest";
import { canonicalGoUrl } from "./url.ts";

test.each([
  { text: "http://minio:9000", want: "http://minio:9000" },
  { text: "HTTP://Minio:9000/A b", want: "http://Minio:9000/A%20b" },
  { text: "", want: "" },
  { text: "localhost:9000", want: "localhost:9000" },
  { text: "127.0.0.1:9000", want: undefined },
  { text: "http://[::1]:80/x?y=z#w", want: "http://[::1]:80/x?y=z#w" },
  { text: "http://[::1", want: undefined },
  { text: "http://host:port", want: undefined },
  { text: "http://a b/", want: undefined },
  { text: "http://a/%zz", want: undefined },
  { text: ":x", want: undefined },
  { text: "http://a\n", want: undefined },
  { text: "minio/é", want: "minio/%C3%A9" },
  { text: "http://a/(b)%41", want: "http://a/(b)%41" },
  { text: "http://a/(b)%41 ", want: "http://a/%28b%29A%20" },
  { text: "http://a/b#[*]", want: "http://a/b#[*]" },
  { text: "http://a/b#[*] %c3%A9", want: "http://a/b#%5B*%5D%20%C3%A9" },
  { text: "http://%41:b!@müller", want: "http://A:b%21@m%C3%BCller" },
  { text: "http://", want: "http:" },
  { text: "//?a=b", want: "?a=b" },
])("$text is $want", ({ text, want }) => {
  expect(canonicalGoUrl(text)).toBe(want);
});
