// browsers and real media take their time, more so on a busy machine (`testTimeout` of a jest project has no effect)
jest.setTimeout(120_000)
