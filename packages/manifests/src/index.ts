export { parseConfigFile } from "./config/parse-config-file.ts";
export { parseDocuments, type SourceDocument } from "./parse-documents.ts";
export { type ParsedProject, parseProject } from "./project/parse-project.ts";
export type { Project } from "./project/project.ts";
export { projectSchema } from "./project/project-schema.ts";
export { type Manifests, parseManifests, readManifests } from "./read-manifests.ts";
export { type DocumentPath, parsePath, renderLocation, type SourceLocation } from "./source-location.ts";
export type { YamlDialect } from "./yaml-dialect.ts";
