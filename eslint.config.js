const js = require('@eslint/js')
const { defineConfig } = require('eslint/config')
const globals = require('globals')
const tseslint = require('typescript-eslint')

/* ------------------------------------------------------------------ rules of this project */

/** Imports whose path matches `regex` are refused, with the reason. */
function imports(...patterns) {
  return ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }]
}

function banGlobals(names, message) {
  return names.map((name) => ({ name, message }))
}

const ANYTHING_BUT_LIB = /(^|\/)(component|example|simulator|server|scripts|__tests__|dist)(\/|$)/.source
const NODE = ['^node:', 'Mini programs have no Node built-ins.']

const HEADLESS = 'lib/ is the headless library: it knows neither the component nor the tools around it.'

/** The rooms of lib/ and what each may import besides itself. */
const ROOMS = {
  foundation: { opens: [], why: 'lib/foundation is the ground: it knows nothing of the rooms above.' },
  reactive: { opens: [], why: 'lib/reactive wraps Westore, and knows nothing of calls.' },
  call: {
    opens: ['foundation'],
    why: 'lib/call is pure call logic: it imports its own folder and foundation, nothing that touches an SDK.',
  },
  chat: { opens: ['foundation'], why: 'lib/chat is signalling: what it has to say goes up as typed events.' },
  media: { opens: ['foundation'], why: 'lib/media is the media room: what it has to say goes up as typed events.' },
  engine: {
    opens: ['foundation', 'reactive', 'call', 'chat', 'media'],
    why: 'lib/engine ties call, chat and media together, and knows nothing of the public classes above.',
  },
  api: {
    opens: ['foundation', 'engine', 'call', 'chat', 'media', 'reactive'],
    why: 'lib/api is what a host touches: it stands on the rooms below.',
  },
}

/** Another room is reached as '../room/', from a folder inside of a room as '../../room/'. */
function roomsClosedTo(room) {
  const closed = Object.keys(ROOMS).filter((other) => other !== room && !ROOMS[room].opens.includes(other))
  return `^(\\.\\./)+(${['index$', ...closed.map((other) => `${other}/`)].join('|')})`
}

const browserGlobals = [
  ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'self', 'globalThis'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'Blob'],
  ...['performance', 'crypto', 'queueMicrotask', 'structuredClone', 'requestAnimationFrame', 'alert'],
]
const nodeGlobals = ['process', 'Buffer', 'global', 'setImmediate', '__dirname', '__filename']

const shippedGlobals = [
  'error',
  ...banGlobals(browserGlobals, 'A browser global: mini programs do not have it.'),
  ...banGlobals(nodeGlobals, 'A Node global: mini programs do not have it.'),
  ...banGlobals(['Proxy', 'Reflect'], 'iOS 9 (base library 2.10) has none, and it cannot be polyfilled.'),
  ...banGlobals(['eval', 'Function'], 'Mini programs cannot compile code at run time.'),
]

/** Ids and rooms must not be foreseen. */
const noMathRandom = {
  object: 'Math',
  property: 'random',
  message:
    'Whoever has seen a few of its numbers knows the next ones: take lib/foundation/tools/random (wx.getRandomValues).',
}

/** `Object` members newer than base library 2.10.0, which maps to iOS 9 and Chrome 53. */
const newerThanBaseLibrary = ['entries', 'values', 'fromEntries', 'getOwnPropertyDescriptors'].map((property) => ({
  object: 'Object',
  property,
  message: `iOS 9 / Chrome 53 (base library 2.10) has no Object.${property}: use Object.keys.`,
}))

const newerMethods = ['padStart', 'padEnd', 'flat', 'flatMap', 'finally', 'replaceAll', 'matchAll', 'at'].map(
  (name) => ({
    selector: `CallExpression > MemberExpression.callee[property.name='${name}']`,
    message: `iOS 9 / Chrome 53 (base library 2.10) has no .${name}().`,
  }),
)

/** A directive that switches a rule off must say why: `// eslint-disable-next-line rule -- reason`. */
const reasonedDirectives = {
  meta: { type: 'problem', schema: [], messages: { reason: 'Say why the rule does not apply: `-- reason`.' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'reason' })
        }
      }
    },
  }),
}

/* ------------------------------------------------------------------ configuration */

module.exports = defineConfig(
  {
    ignores: [
      ...['**/dist/', '**/node_modules/', 'example/miniprogram_npm/', 'simulator/.build/', '.cache/', 'coverage/'],
      // checks of dist/, no copy of it
      '!scripts/checks/dist/',
      // written by `npm run api -- --update`
      'etc/api-report.d.ts',
      // mini programs that the simulator's tests run, odd on purpose
      '__tests__/fixtures/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { project: { rules: { 'reasoned-directives': reasonedDirectives } } },
    rules: {
      'project/reasoned-directives': 'error',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
    },
  },
  js.configs.recommended,

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      // the compiler knows better which names exist
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // objects made of closures are taken apart freely; the rule takes them for classes
      '@typescript-eslint/unbound-method': 'off',
      // a record keyed by ids is a fine map
      '@typescript-eslint/no-dynamic-delete': 'off',
      // an empty function is a listener that does not care
      '@typescript-eslint/no-empty-function': 'off',
    },
  },

  {
    files: ['lib/**/*.ts', 'component/**/*.ts'],
    rules: {
      'no-restricted-globals': shippedGlobals,
      'no-restricted-properties': ['error', ...newerThanBaseLibrary, noMathRandom],
      'no-restricted-syntax': ['error', ...newerMethods],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
  ...Object.keys(ROOMS).map((room) => ({
    files: [`lib/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': imports([roomsClosedTo(room), ROOMS[room].why], [ANYTHING_BUT_LIB, HEADLESS], NODE),
    },
  })),
  {
    files: ['lib/index.ts'],
    rules: { 'no-restricted-imports': imports([ANYTHING_BUT_LIB, HEADLESS], NODE) },
  },
  {
    files: ['lib/call/**/*.ts'],
    rules: {
      // as above, and of the ground only what is plain data
      'no-restricted-imports': imports(
        [roomsClosedTo('call'), ROOMS.call.why],
        [
          '^(\\.\\./)+foundation/(?!(types|failures|tools/ids)$)',
          'lib/call needs plain data only: types, failures, ids.',
        ],
        [ANYTHING_BUT_LIB, HEADLESS],
        NODE,
      ),
      'no-restricted-globals': [
        ...shippedGlobals,
        ...banGlobals(
          ['wx', 'getApp', 'Date', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Promise', 'require'],
          'lib/call is pure: time, randomness and the outside come in through inputs and leave through effects.',
        ),
      ],
      'no-restricted-properties': [
        'error',
        ...newerThanBaseLibrary,
        { object: 'Math', property: 'random', message: 'lib/call is pure: randomness comes in through inputs.' },
      ],
    },
  },
  {
    files: ['lib/foundation/tools/platform.ts'],
    rules: {
      // the logger of a host that brings none
      'no-console': ['error', { allow: ['warn'] }],
      // a timer is a number in a mini program, but an object in Node's types, which the tests' compilation adds
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
    },
  },
  {
    files: ['component/**/*.ts'],
    rules: {
      'no-restricted-imports': imports(
        [/(^|\/)lib\/(?!index$)/.source, 'The component is built on the public surface alone: import from lib/index.'],
        [/(^|\/)(example|simulator|server|scripts|__tests__|dist)(\/|$)/.source, 'The component ships without these.'],
        NODE,
      ),
    },
  },
  {
    files: ['simulator/src/**/*.ts'],
    rules: {
      'no-restricted-imports': imports([
        /(^|\/)(lib|component)\//.source,
        'The simulator runs what is shipped (dist): it knows nothing of the sources.',
      ]),
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-restricted-imports': imports([
        /(^|\/)(lib|component|example|simulator|scripts)(\/|$)/.source,
        'The signing service is a package of its own.',
      ]),
    },
  },
  {
    files: ['example/**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        ...Object.fromEntries(
          ['wx', 'App', 'Page', 'Component', 'Behavior', 'getApp', 'getCurrentPages'].map((name) => [name, 'readonly']),
        ),
        ...globals.commonjs,
        ...Object.fromEntries(
          ['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'].map((name) => [name, 'readonly']),
        ),
      },
    },
    rules: {
      'no-restricted-properties': ['error', noMathRandom],
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.name='require'] > Literal[value=/(^|\\u002F)(lib|component|dist|simulator|server)(\\u002F|$)/]`,
          message: 'The example uses the package as a stranger would: require("trtc-calling-miniprogram").',
        },
      ],
      'no-restricted-imports': imports([
        /(^|\/)(lib|component|dist|simulator|server)(\/|$)/.source,
        'The example uses the package as a stranger would: import from "trtc-calling-miniprogram".',
      ]),
    },
  },

  {
    files: ['__tests__/**/*.ts'],
    ignores: ['__tests__/support/jest/fast-check.ts'],
    rules: {
      'no-restricted-imports': imports([
        '^fast-check$',
        'Every run does the same: import it from support/jest/fast-check.',
      ]),
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      // jest's matchers and partial doubles are loosely typed; what they check is what counts
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      // the state under test changes behind the compiler's back
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['*.js', 'scripts/**/*.js', '__tests__/support/**/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: globals.node },
  },
  {
    files: ['__tests__/support/jest/of-the-worker/*.js'],
    languageOptions: { globals: { requireOfTheWorker: 'readonly', madeForTheWorker: 'readonly' } },
  },
)
