/**
 * The keys of `storage.stow.config`, by kind of store. Stores read them; other keys pass through and do nothing.
 * @source flytestdlib/storage/stow_store.go and github.com/flyteorg/stow s3, google, azure, local, v0.3.13
 */
export const stowKeys: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    auth_type: "accesskey (default) or iam: the credentials of the environment",
    access_key_id: "for accesskey",
    secret_key: "for accesskey",
    secret_key_path: "a file with the secret key; it wins over secret_key",
    token: "session token of temporary credentials",
    region: "us-east-1 by default",
    endpoint: "where the store is; AWS by default. https is assumed where it has no scheme",
    disable_ssl: "true: http for an endpoint without a scheme",
  },
  google: {
    json: "a service account's key; empty: application default credentials",
    project_id: "the project; taken, and not needed",
    scopes: "separated by commas; full control of storage by default",
    endpoint: "Podwright's own: another server with Google's JSON API, as https://HOST:PORT",
  },
  azure: {
    account: "the storage account",
    key: "the account's key; empty: the identity of the environment (client secret, workload identity, managed identity)",
    endpoint:
      "Podwright's own: a server of one's own (Azurite, Azure Stack), as https://HOST:PORT/ACCOUNT; in the place of https://ACCOUNT.blob.DOMAIN_SUFFIX",
    domain_suffix: "core.windows.net by default",
    base_url: "old name of domain_suffix",
    upload_concurrency: "blocks of one large blob that go up at once; 4 by default",
  },
  local: { path: "the folder that holds the containers" },
  "any over TLS": {
    ca_path: "Podwright's own: a file with CAs that this store alone is trusted by, beside the others",
    client_cert_path: "Podwright's own: a PEM file with a client certificate",
    client_key_path: "Podwright's own: a PEM file with its key",
  },
};
