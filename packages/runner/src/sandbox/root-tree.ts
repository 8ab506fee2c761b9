import { type Dirent, lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** One step of putting a container's root together, in the order in which bubblewrap takes them. */
export type RootEntry =
  | { readonly type: "folder"; readonly path: string; readonly mode?: number }
  | { readonly type: "link"; readonly path: string; readonly target: string }
  | { readonly type: "host"; readonly path: string; readonly source: string };

export interface RootTree {
  addFolder(path: string, mode?: number): void;
  addLink(path: string, target: string): void;
  /** Shows `source` of this machine at `path`, read-only. */
  addHost(path: string, source: string): void;
  /**
   * Makes sure that something can be mounted at `path` and answers where that is once links are followed.
   * A folder of the machine is taken apart, entry by entry, where the mount point is missing in it:
   * nothing can be made below a read-only mount.
   */
  mountPoint(path: string, kind: "file" | "folder"): string;
  entries(): readonly RootEntry[];
}

type Node =
  | { readonly type: "folder"; readonly children: Map<string, Node>; readonly mode?: number }
  | { readonly type: "link"; readonly target: string }
  | { readonly type: "host"; readonly source: string };

type Folder = Node & { readonly type: "folder" };

/** An empty root. Paths are absolute and normalised. */
export function createRootTree(): RootTree {
  const root: Folder = { type: "folder", children: new Map() };

  const place = (path: string, node: Node): void => {
    const [name, parent] = [path.split("/").at(-1) ?? "", openFolder(root, dirname(path))];
    parent.folder.children.set(name, node);
  };
  return {
    addFolder: (path, mode) =>
      place(path, { type: "folder", children: new Map(), ...(mode === undefined ? {} : { mode }) }),
    addLink: (path, target) => place(path, { type: "link", target }),
    addHost: (path, source) => place(path, { type: "host", source }),
    mountPoint(path, kind) {
      const existing = find(root, path);
      if (existing?.kind === kind) return existing.path;
      const { folder, path: parentPath } = openFolder(root, dirname(path));
      const name = path.split("/").at(-1) ?? "";
      folder.children.delete(name);
      if (kind === "folder") folder.children.set(name, { type: "folder", children: new Map() });
      return join(parentPath, name);
    },
    entries: () => list(root, "/"),
  };
}

interface Found {
  readonly path: string;
  readonly kind: "file" | "folder";
}

/** What stands at `path` when links are followed as the container would. */
function find(root: Folder, path: string, linksLeft = 40): Found | undefined {
  let node: Node = root;
  const names = path.split("/").filter(Boolean);
  for (const [index, name] of names.entries()) {
    const here = `/${names.slice(0, index).join("/")}`;
    const child: Node | undefined = node.type === "folder" ? node.children.get(name) : hostChild(node, name);
    if (!child) return undefined;
    if (child.type === "link") {
      const target = resolve(here, child.target, ...names.slice(index + 1));
      return linksLeft > 0 ? find(root, target, linksLeft - 1) : undefined;
    }
    node = child;
  }
  if (node.type === "folder") return { path, kind: "folder" };
  return node.type === "host" ? { path, kind: statSync(node.source).isDirectory() ? "folder" : "file" } : undefined;
}

/** The folder at `path`, made where it is missing; folders of the machine on the way are taken apart. */
function openFolder(root: Folder, path: string, linksLeft = 40): { readonly folder: Folder; readonly path: string } {
  let folder = root;
  const names = path.split("/").filter(Boolean);
  for (const [index, name] of names.entries()) {
    const child = folder.children.get(name);
    if (child?.type === "link" && linksLeft > 0) {
      const here = `/${names.slice(0, index).join("/")}`;
      return openFolder(root, resolve(here, child.target, ...names.slice(index + 1)), linksLeft - 1);
    }
    const next: Folder = child?.type === "folder" ? child : { type: "folder", children: childrenOf(child) };
    folder.children.set(name, next);
    folder = next;
  }
  return { folder, path: `/${names.join("/")}` };
}

function childrenOf(node: Node | undefined): Map<string, Node> {
  if (node?.type !== "host") return new Map();
  const { source } = node;
  return new Map(
    readFolder(source).map((entry) => [entry.name, hostNode(join(source, entry.name), entry.isSymbolicLink())]),
  );
}

function readFolder(path: string): readonly Dirent[] {
  return statSync(path).isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
}

function hostChild(node: Node, name: string): Node | undefined {
  if (node.type !== "host") return undefined;
  const path = join(node.source, name);
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && hostNode(path, found.isSymbolicLink());
}

function hostNode(path: string, isLink: boolean): Node {
  return isLink ? { type: "link", target: readlinkSync(path) } : { type: "host", source: path };
}

function list(node: Node, path: string): readonly RootEntry[] {
  if (node.type === "link") return [{ type: "link", path, target: node.target }];
  if (node.type === "host") return [{ type: "host", path, source: node.source }];
  const below = [...node.children].flatMap(([name, child]) => list(child, join(path, name)));
  if (path === "/") return below;
  return [{ type: "folder", path, ...(node.mode === undefined ? {} : { mode: node.mode }) }, ...below];
}
