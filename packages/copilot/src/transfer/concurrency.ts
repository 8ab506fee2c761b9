/**
 * How many files are moved at the same time. With the settings of main.ts that stays within the 128 MiB that Flyte gives
 * the copilot; the store makes no more connections by itself.
 */
export const concurrency = 16;
