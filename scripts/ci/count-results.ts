import { readFileSync } from "node:fs";

/** The part of Vitest's JSON report that counts. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const [reportFile = ""] = process.argv.slice(2);
const { testResults } = JSON.parse(readFileSync(reportFile, "utf8")) as Report;

const tests = testResults.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === "passed").length;
const notRun = tests.filter((test) => test.status !== "passed" && test.status !== "failed");
const brokenFiles = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);

for (const test of notRun) console.error(`not run, which counts as failed: ${test.fullName} (${test.status})`);
for (const file of brokenFiles) console.error(`no test of ${file.name} ran: ${file.message}`);
console.log(`${passed} ${tests.length - passed + brokenFiles.length}`);
