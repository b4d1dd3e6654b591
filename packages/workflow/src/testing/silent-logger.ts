/** A logger for tests that expect errors. */
export const silentLogger = { debug() {}, info() {}, warn() {}, error() {} };
