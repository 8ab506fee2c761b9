import { styleText } from "node:util";

/** Tells a terminal's reader what happens, in numbered sections. */
export interface Narrator {
  section(title: string): void;
  say(text: string): void;
  /** Something to read as it stands: a file, a command's output. */
  quote(line: string): void;
  command(line: string): void;
  verdict(isGood: boolean, text: string): void;
}

export function createNarrator(output: NodeJS.WritableStream, colors: boolean): Narrator {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    colors ? styleText(format, text, { validateStream: false }) : text;
  const line = (text: string) => output.write(`${text}\n`);
  let sections = 0;
  return {
    section: (title) => {
      sections += 1;
      line(`\n${style("bold", `${sections}. ${title}`)}`);
    },
    say: (text) => line(text.replaceAll(/^(?=.)/gm, "   ")),
    quote: (text) => line(`   ${style("dim", "│")} ${text}`),
    command: (text) => line(`   ${style("cyan", `$ ${text}`)}`),
    verdict: (isGood, text) => line(`   ${isGood ? style("green", "✓") : style("red", "✗")} ${text}`),
  };
}
