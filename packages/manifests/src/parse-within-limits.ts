import { Composer, type CST, type Document, Lexer, type LineCounter, Parser } from "yaml";
import { documentLimits } from "./document-limits.ts";
import type { SyntaxFault } from "./syntax-fault.ts";
import { type YamlDialect, yamlDialects } from "./yaml-dialect.ts";

interface ParsedText {
  /** Those before the fault, if there is one. */
  readonly documents: readonly Document.Parsed[];
  /** Absent: the text kept to all limits. */
  readonly fault?: SyntaxFault;
}

/** Parses a text's documents until it passes a limit of depth or size: the library would go on until the stack overflows. */
export function parseWithinLimits(text: string, dialect: YamlDialect, lineCounter: LineCounter): ParsedText {
  let fault: SyntaxFault | undefined;
  const options = { ...yamlDialects[dialect], prettyErrors: false, uniqueKeys: false, lineCounter };
  const tokens = tokensWithinLimits(text, lineCounter, (found) => {
    fault = found;
  });
  const documents = [...new Composer(options).compose(tokens)];
  return fault ? { documents: documents.filter(({ range }) => range[2] < (fault?.offset ?? 0)), fault } : { documents };
}

function* tokensWithinLimits(
  text: string,
  lineCounter: LineCounter,
  stop: (fault: SyntaxFault) => void,
): Generator<CST.Token> {
  const parser = new Parser(lineCounter.addNewLine);
  const count = { tokens: 0, documents: 0, errors: 0 };
  let firstError: number | undefined;
  lineCounter.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    count.tokens++;
    for (const token of parser.next(lexeme)) {
      if (token.type === "document") count.documents++;
      if (token.type === "error") {
        count.errors++;
        firstError ??= token.offset;
      }
      yield token;
    }
    if (firstError !== undefined && count.errors > documentLimits.errors) {
      return stop({ reason: `there are more than ${documentLimits.errors} syntax errors`, offset: firstError });
    }
    const reason = passedLimit(parser.stack.length, count);
    if (reason) return stop({ reason, offset: parser.offset });
  }
  yield* parser.end();
}

/** The document itself is the first of what is open. */
function passedLimit(open: number, count: { readonly tokens: number; readonly documents: number }): string | undefined {
  const { depth, tokens, documents } = documentLimits;
  if (open > depth + 1) return `lists and maps are nested deeper than ${depth}`;
  if (count.documents > documents) return `there are more than ${documents} documents`;
  return count.tokens > tokens ? `there are more than ${tokens} words, marks and line ends` : undefined;
}
