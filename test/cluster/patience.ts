/**
 * How long what is to happen is waited for: on a machine at full load, where other tests run clusters too, ten seconds are not many. A test may take as
 * long as several such waits, so that what ends it is the one that says what did not happen.
 */
export const patience = { timeout: 60_000 } as const;
