/** What the files of the project import of each other, types and dynamic imports included. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile()

/** @param exists tells which files there are. @returns paths as `file` is one, without packages */
export function importsOf(file: string, source = readFileSync(file, 'utf8'), exists = isFile): string[] {
  const { importedFiles } = ts.preProcessFile(source, true, true)
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .flatMap(({ fileName }) => {
      const target = path.posix.join(path.posix.dirname(file), fileName).replace(/\.js$/, '')
      return [`${target}.ts`, `${target}/index.ts`, `${target}.d.ts`, target].filter(exists).slice(0, 1)
    })
}
