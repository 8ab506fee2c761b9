import { appendFileSync, readFileSync } from "node:fs";

/** The part of Vitest's JSON report that counts. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Lines of a failure that are told again: its words and where it stands, not the whole trace. */
const toldLines = 20;

const firstLines = (words: string) =>
  words
    .split("\n")
    .slice(0, toldLines)
    .map((line) => `    ${line}`)
    .join("\n");

/** Prints `PASSED FAILED`, and appends to the second file what failed, to be told where a reader looks: at the end. */
const [reportFile = "", failuresFile = ""] = process.argv.slice(2);
const { testResults } = JSON.parse(readFileSync(reportFile, "utf8")) as Report;

const tests = testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
const passed = tests.filter((test) => test.status === "passed").length;
const failed = tests.filter((test) => test.status === "failed");
const notRun = tests.filter((test) => test.status !== "passed" && test.status !== "failed");
const brokenFiles = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);

const failures = [
  ...failed.map(
    (test) => `failed: ${test.file}: ${test.fullName}\n${firstLines((test.failureMessages ?? []).join("\n"))}`,
  ),
  ...notRun.map((test) => `not run, which counts as failed: ${test.file}: ${test.fullName} (${test.status})`),
  ...brokenFiles.map((file) => `no test of ${file.name} ran:\n${firstLines(file.message)}`),
];
appendFileSync(failuresFile, failures.map((failure) => `${failure}\n`).join(""));
console.log(`${passed} ${tests.length - passed + brokenFiles.length}`);
