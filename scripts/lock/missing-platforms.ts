/** The part of package-lock.json (version 3) that counts here. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The entries that a lock lacks: packages for one platform that a locked package names with their exact version.
 * Their platform is read from their name (`@rolldown/binding-linux-arm64-musl`).
 */
export function missingPlatforms(lock: Lock): Readonly<Record<string, LockedPackage>> {
  const missing: Record<string, LockedPackage> = {};
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      const packages = { ...lock.packages, ...missing };
      const found = packages[`${parent}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
      if (!platform || found?.version === version) continue;
      const path = found ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      missing[path] = { version, ...sorted({ ...platform, ...(dev ? { dev } : {}), optional: true }) };
    }
  }
  return missing;
}

/** In the order in which npm writes them. */
function sorted(fields: LockedPackage): LockedPackage {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => a.localeCompare(b, "en")));
}

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
/** By the word in a package's name: what Node calls the processor. */
const processors: Readonly<Record<string, string>> = {
  aarch64: "arm64",
  arm: "arm",
  arm64: "arm64",
  armv7: "arm",
  ia32: "ia32",
  loong64: "loong64",
  mips64el: "mips64el",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  x64: "x64",
};

function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> | undefined {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.map((word) => processors[word]).find((word) => word !== undefined);
  if (!os || !cpu) return undefined;
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : words.includes("gnu") ? "glibc" : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}
