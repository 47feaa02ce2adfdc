/** Compiles as ever, but the instrumented text of a file where there is one. */
import { createHash } from 'node:crypto'
import { createTransformer } from '@swc/jest'
import type { SyncTransformer, TransformOptions } from '@jest/transform'
import { shared } from './shared'

module.exports = {
  createTransformer(options: Parameters<typeof createTransformer>[0]) {
    const swc = createTransformer(options) as SyncTransformer
    const textOf = (text: string, file: string): string => shared().texts.get(file) ?? text
    return {
      process: (text: string, file: string, context: TransformOptions) =>
        swc.process(textOf(text, file), file, context),
      getCacheKey: (text: string, file: string) =>
        createHash('sha1')
          .update(`${file}\n${textOf(text, file)}`)
          .digest('hex'),
    }
  },
}
