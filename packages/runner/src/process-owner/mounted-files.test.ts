import { expect, test } from "vitest";
import { filesIn } from "./mounted-files.ts";

test.for<{ readonly name: string; readonly line: string; readonly want: string }>([
  {
    name: "by its path on its disk, not by that of its mount point",
    line: "612 598 254:1 /volumes/pod/_data/message-main /dev/termination-log rw,relatime - ext4 /dev/vda1 rw",
    want: "/volumes/pod/_data/message-main",
  },
  {
    name: "by the path that it had where it was deleted since",
    line: "612 598 254:1 /volumes/pod/_data/message-main//deleted /dev/termination-log rw - ext4 /dev/vda1 rw",
    want: "/volumes/pod/_data/message-main",
  },
  { name: "as / where it is a whole disk", line: "598 580 0:70 / /proc rw,nosuid - proc proc rw", want: "/" },
])("tells what is mounted $name", ({ line, want }) => {
  expect(filesIn(`${line}\n`)).toEqual([want]);
});

test("tells all that is mounted, and nothing of an empty list", () => {
  expect(filesIn("1 0 0:1 /a /x rw - t s rw\n2 0 0:1 /b /y rw - t s rw\n")).toEqual(["/a", "/b"]);
  expect(filesIn("")).toEqual([]);
});
