import path from 'node:path'
import ts from 'typescript'

const root = path.resolve(__dirname, '../../..')

/** For ES5 without iterators, TypeScript itself refuses what would need one. */
function problemsInES5(files: string[]): string[] {
  const read = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file))
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, root)
  const program = ts.createProgram(files.length ? files : fileNames, {
    ...options,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the language of base library 2.10
    target: ts.ScriptTarget.ES5,
    ignoreDeprecations: '6.0',
  })
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('lib/ and component/, which the build translates for arrays only,', () => {
  it('destructure, spread and go through nothing but arrays', () => {
    expect(problemsInES5([])).toEqual([])
  })

  it('would be caught with a Set', () => {
    expect(problemsInES5([path.join(__dirname, 'iterates-a-set.ts')]).join()).toMatch(/Type 'Set<number>'/)
  })
})
