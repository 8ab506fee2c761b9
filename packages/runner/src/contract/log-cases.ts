import { type PodCase, shell } from "./pod-case.ts";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const all = <T>(containers: readonly string[], value: (name: string) => T) =>
  Object.fromEntries(containers.map((name) => [name, value(name)]));

const inits = names("init", 15);
const mains = names("main", 105);

/** That nothing of what containers say is lost, doubled or out of order. */
export const logCases: readonly PodCase[] = [
  {
    // containerd's shim reads two seconds longer than a container lives, which may be too little where a machine has too much to do.
    name: "keeps every line of a huge log in its order",
    feature: "logs",
    spec: {
      restartPolicy: "Never",
      containers: [shell("main", "seq 150000; sleep 5"), shell("other", "seq 50000; sleep 5")],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed", other: "exit 0 Completed" },
      logs: { main: numbers(150_000), other: numbers(50_000) },
    },
  },
  {
    name: "keeps bytes that are no text apart by line",
    feature: "logs",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "printf 'a\\000b\\n\\377\\376\\n\\303\\244\\n\\n\\033[1mbold\\n'; head -c 3000 /dev/zero; echo"),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["a\0b", "\uFFFD\uFFFD", "ä", "", "\u001b[1mbold", "\0".repeat(3000)] },
    },
  },
  {
    name: "tells every event of a Pod of 120 containers once",
    feature: "logs",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 5,
      initContainers: inits.map((name) => shell(name, `echo ${name}`)),
      containers: mains.map((name) => shell(name, `echo ${name}`)),
    },
    want: {
      phase: "Succeeded",
      containers: all([...inits, ...mains], () => "exit 0 Completed"),
      logs: all([...inits, ...mains], (name) => [name]),
    },
  },
];
