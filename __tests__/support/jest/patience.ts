/** Tests wait for nothing but the processor: on a busy machine they may take longer than the five seconds of jest. */
jest.setTimeout(Number(process.env['TEST_TIMEOUT'] ?? 30_000))
