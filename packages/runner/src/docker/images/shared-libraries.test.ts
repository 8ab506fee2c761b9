import { expect, test } from "vitest";
import { librariesIn } from "./shared-libraries.ts";

test("takes the libraries and the linker of a listing by ldd, and nothing of the kernel", () => {
  const listing = `	linux-vdso.so.1 (0x00007f748799c000)
	libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f74878a6000)
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f748741e000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f748799e000)
`;
  expect(librariesIn(listing)).toEqual([
    "/lib/x86_64-linux-gnu/libc.so.6",
    "/lib/x86_64-linux-gnu/libm.so.6",
    "/lib64/ld-linux-x86-64.so.2",
  ]);
});

test("refuses a program that lacks a library", () => {
  expect(() => librariesIn("	libatomic.so.1 => not found\n")).toThrow("ldd does not find libatomic.so.1");
});
