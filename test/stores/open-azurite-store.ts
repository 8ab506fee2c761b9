import { type BlobStore, openStore } from "@podwright/store";
import type { AzuriteServer } from "./servers/azurite.ts";

interface AzuriteStoreOptions {
  /** Keys of `storage.stow.config` beside the server's own. */
  readonly config?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: Azurite's own CA. */
  readonly trusted?: readonly string[];
}

/** `storage.stow.config` for Azurite and its one account. */
export function azuriteConfig({ endpoint, account, accountKey }: AzuriteServer): Readonly<Record<string, string>> {
  return { account, key: accountKey, endpoint: `${endpoint}/${account}` };
}

/** The store of a `storage` section that names Azurite, its account and any container. */
export function openAzuriteStore(azurite: AzuriteServer, options: AzuriteStoreOptions = {}): Promise<BlobStore> {
  const { config = {}, environment = {}, trusted = [azurite.caPem] } = options;
  return openStore({
    storage: {
      type: "stow",
      container: "any",
      "enable-multicontainer": true,
      stow: { kind: "azure", config: { ...azuriteConfig(azurite), ...config } },
    },
    environment,
    trust: { certificates: trusted, searched: [] },
  });
}
