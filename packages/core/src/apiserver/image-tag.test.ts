import { expect, test } from "vitest";
import { imageTag } from "./image-tag.ts";

test.each([
  { image: "busybox", want: "latest" },
  { image: "busybox:1.36", want: "1.36" },
  { image: "localhost:5000/app", want: "latest" },
  { image: "localhost:5000/app:v1", want: "v1" },
  { image: "registry.example:5000/a/b__c:latest", want: "latest" },
  { image: "index.docker.io/busybox", want: "latest" },
  { image: `app@sha256:${"a".repeat(64)}`, want: "" },
  { image: `app:v1@sha256:${"a".repeat(64)}`, want: "v1" },
  { image: `app:v1@sha256:${"a".repeat(40)}`, want: "" },
  { image: "", want: "" },
  { image: "App:v1", want: "" },
  { image: "Registry/app", want: "latest" },
  { image: "{{.image}}", want: "" },
  { image: "a".repeat(64), want: "" },
])("the tag of $image is '$want'", ({ image, want }) => expect(imageTag(image)).toBe(want));
