const { INNGEST_TEST_SERVER, INNGEST_TEST_EVENT_KEY, INNGEST_TEST_SIGNING_KEY } = process.env;

/** The Inngest server that tests may use, by `INNGEST_TEST_SERVER`; `null` where there is none. */
export const testServerUrl: string | null =
  INNGEST_TEST_SERVER === undefined || INNGEST_TEST_SERVER === '' ? null : INNGEST_TEST_SERVER;

/** How a client reaches it: with keys where `INNGEST_TEST_SIGNING_KEY` is set, else as a development server. */
export const testServerKeys =
  INNGEST_TEST_SIGNING_KEY === undefined
    ? { isDev: true }
    : { isDev: false, eventKey: INNGEST_TEST_EVENT_KEY ?? '', signingKey: INNGEST_TEST_SIGNING_KEY };
