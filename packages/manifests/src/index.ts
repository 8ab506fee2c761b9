export { maxDocumentBytes, parseDocuments, type SourceDocument } from "./parse-documents.ts";
export { type DocumentPath, renderLocation, renderPath, type SourceLocation } from "./source-location.ts";
