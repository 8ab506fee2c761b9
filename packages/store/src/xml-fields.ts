import type { XmlElement } from "@rgrove/parse-xml";

/** An XML element as stores use it: child elements by name, text in the leaves. */
export interface XmlFields {
  /** The text of the first child of this name; empty when there is none. */
  text(name: string): string;
  /** Every child of this name. */
  all(name: string): readonly XmlFields[];
}

/** The root element of a document, or null when it is not XML or has another name. */
export async function readXml(document: string, rootName: string): Promise<XmlFields | null> {
  const { parseXml } = await import("@rgrove/parse-xml");
  try {
    const { root } = parseXml(document);
    return root?.name === rootName ? fieldsOf(root) : null;
  } catch {
    return null;
  }
}

function fieldsOf(element: XmlElement): XmlFields {
  const children = (name: string) =>
    element.children.filter((child): child is XmlElement => "name" in child && child.name === name);
  return {
    text: (name) => children(name)[0]?.text ?? "",
    all: (name) => children(name).map(fieldsOf),
  };
}
