/** What discovery knows of the machine and its user; it reads no environment itself. */
export interface EngineSearch {
  /** DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, DOCKER_CERT_PATH, DOCKER_TLS_VERIFY, XDG_RUNTIME_DIR and PATH are looked at. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** Of the user; absent where users have no numbers. */
  readonly userId?: number;
}
