/** The modules that a TypeScript file names in its imports and re-exports, lazy ones and types included. */
export function importsOf(source: string): readonly string[] {
  const statements = /^(?:import|export)\b[^;"]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  return [...withoutComments(source).matchAll(statements)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
