/** The app as which the workers of `server-fan-out.bench.ts` are known to a server, and asked. */
export const benchAppId = 'workflow-bench';
