import { defineConfig } from "vitest/config";

const trustVariables = ["SSL_CERT_FILE", "SSL_CERT_DIR", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"];
/** A machine may carry certificates of its own in its environment: tests say themselves whom they trust. */
for (const name of trustVariables) delete process.env[name];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "packages",
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
          // No module keeps state, so files share what is loaded: that costs more than most of the tests.
          isolate: false,
          // What hangs is found as well by a longer limit, and what waits for its next try may wait for three seconds.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["test/**/*.test.ts"],
          exclude: ["test/stores/**", "test/image/**", "test/cluster/**", "test/docker/**", "test/shells/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Needs buildah or podman: npm run test:image.
      { test: { name: "image", include: ["test/image/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 300_000 } },
      // Needs root and a Kubernetes that is built first: npm run test:cluster.
      {
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          globalSetup: "test/cluster/shared-cluster.ts",
          // Several of the waits of test/cluster/patience.ts, each of which says what it waited for.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      // Needs root and Podman, which is brought first: npm run test:docker.
      {
        test: {
          name: "docker",
          include: ["test/docker/**/*.test.ts"],
          globalSetup: "test/docker/shared-engine.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // Needs zsh and fish: npm run test:shells.
      { test: { name: "shells", include: ["test/shells/**/*.test.ts"], testTimeout: 60_000 } },
      // Needs servers that are brought first: npm run test:stores.
      { test: { name: "stores", include: ["test/stores/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
