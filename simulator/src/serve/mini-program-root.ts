import fs from 'node:fs'
import path from 'node:path'

/**
 * The folder of app.json: the given one, or the `miniprogramRoot` of its project.config.json.
 * @throws Error that says what is missing
 */
export function findMiniProgram(folder: string): string {
  const root = path.resolve(folder, miniProgramRoot(folder))
  if (fs.existsSync(path.join(root, 'app.json'))) return root
  throw new Error(
    `${root} is no mini program: it has no app.json. Choose another folder: npm start -- --example <folder>`,
  )
}

function miniProgramRoot(folder: string): string {
  const file = path.join(folder, 'project.config.json')
  if (!fs.existsSync(file)) return ''
  try {
    const { miniprogramRoot = '' } = JSON.parse(fs.readFileSync(file, 'utf8')) as { miniprogramRoot?: string }
    return miniprogramRoot
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
