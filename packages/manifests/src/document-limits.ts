/** What files of documents may hold: far more than any Kubernetes object or config needs, and little enough to be read at once. */
export const documentLimits: DocumentLimits = {
  /** Of a file; a larger one is refused before it is read. */
  fileBytes: 8 * 1024 * 1024,
  /** Of one document; a larger one is refused before it is parsed. The API server refuses such objects too. */
  documentBytes: 1024 * 1024,
  /** Words, marks and line ends of a file. */
  tokens: 500_000,
  /** Documents of a file. */
  documents: 2_000,
  /** Syntax errors of a file; behind the last of them it is not read. */
  errors: 1_000,
  /** Lists and maps within each other. */
  depth: 100,
  /** Aliases (`*name`) of a document. */
  aliases: 1_000,
  /** Texts, numbers, lists and maps of a document, each counted as often as aliases repeat it. */
  values: 200_000,
};

type DocumentLimits = Readonly<
  Record<"fileBytes" | "documentBytes" | "tokens" | "documents" | "errors" | "depth" | "aliases" | "values", number>
>;
