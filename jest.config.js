const swc = [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
]

const shared = {
  transform: { '\\.ts$': swc },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  moduleNameMapper: {
    // the mini-program build: `main` is the one for browsers
    '^tsignaling$': 'tsignaling/tsignaling-wx.js',
    // tsignaling reads constants from the Chat SDK without declaring it; the bundle gives it the same stand-in
    '^tim-wx-sdk$': '<rootDir>/lib/chat/sdk/constants.ts',
    // `main` is an ES module that calls require()
    '^westore$': 'westore/index.common.js',
  },
  // copies of what the tests already see elsewhere
  modulePathIgnorePatterns: ['<rootDir>/example/miniprogram_npm/', '<rootDir>/simulator/\\.build/'],
  setupFilesAfterEnv: ['console-policy', 'patience'].map((name) => `<rootDir>/__tests__/support/jest/${name}.ts`),
  restoreMocks: true,
}

const node = {
  ...shared,
  testEnvironment: '<rootDir>/__tests__/support/jest/environment/node.ts',
  setupFiles: ['<rootDir>/__tests__/support/jest/window-identifier.ts'],
}

module.exports = {
  // by default jest keeps one core for itself: on a machine with two, that is half of it
  maxWorkers: '100%',
  projects: [
    { ...node, displayName: 'unit', testMatch: ['<rootDir>/__tests__/unit/**/*.test.ts'] },
    { ...node, displayName: 'attack', testMatch: ['<rootDir>/__tests__/attack/**/*.test.ts'] },
    { ...node, displayName: 'random', testMatch: ['<rootDir>/__tests__/random/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'component',
      testEnvironment: '<rootDir>/__tests__/support/jest/environment/browser.ts',
      testMatch: ['<rootDir>/__tests__/component/**/*.test.ts'],
    },
    {
      ...node,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/__tests__/support/jest/environment/e2e.ts',
      moduleNameMapper: {
        ...shared.moduleNameMapper,
        // loaded once for a worker, not once for a file
        '^(playwright-core|esbuild|fastify)$': '<rootDir>/__tests__/support/jest/of-the-worker/$1.js',
      },
      testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
      setupFilesAfterEnv: [...shared.setupFilesAfterEnv, '<rootDir>/__tests__/support/jest/e2e-timeout.ts'],
    },
  ],
}
