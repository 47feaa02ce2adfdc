/**
 * WeChat's renderer Skyline: the styles against what it knows of WXSS, the templates through its own compiler. What
 * `skylint`, WeChat's checker, knows beyond that is checked here as well. It is no dependency: the build on npm (1.0.2)
 * takes calc(), animations and pseudo-elements for unknown, which they no longer are; the newer one is in its repository
 * alone; and both ask questions on the terminal and bring jest, ts-node and a second TypeScript along.
 */
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import postcss from 'postcss'
import { eachDropped } from '../../../simulator/src/skyline/style-sheet'
import { templateFindings } from '../../../simulator/src/skyline/template'
import { type Check, readFolder, type ShippedFolder, texts } from './files'

/** What is left out there on purpose, with the reason. */
const LEFT_OUT: readonly RegExp[] = [
  // an improvement for WebViews: the animations go on in Skyline, or stand still if it should take the rules
  /^@media \(prefers-reduced-motion: reduce\)/,
]

export const skylineStyles: Check = {
  title: 'Skyline knows every style',
  run(folder) {
    return texts(folder, '.wxss').flatMap(([file, text]) => {
      const problems: string[] = []
      eachDropped(postcss.parse(text), ({ node, problem }) => {
        const { line = 1 } = node.source?.start ?? {}
        if (!LEFT_OUT.some((pattern) => pattern.test(problem))) problems.push(`${file}:${line}: ${problem}`)
      })
      return problems
    })
  },
}

export const skylineTemplates: Check = {
  title: "Skyline's template compiler takes every template, and its elements say what it needs",
  run(folder) {
    return texts(folder, '.wxml').flatMap(([file, text]) => [
      ...compilerFindings(file, text),
      ...templateFindings(text).map(({ line, problem }) => `${file}:${line}: ${problem}`),
    ])
  },
}

/** WeChat refuses a Skyline page with a native navigation bar; one that scrolls by itself scrolls in the WebView alone. */
export const skylinePages: Check = {
  title: 'Every page says that it has no native navigation bar, and does not scroll by itself',
  run(folder) {
    const pages = texts(folder, '.json').filter(([file]) => /(^|\/)pages\//.test(file))
    return pages.flatMap(([file, text]) => {
      const { navigationStyle, disableScroll } = JSON.parse(text) as Record<string, unknown>
      return [
        ...(navigationStyle === 'custom' ? [] : [`${file}: Skyline needs "navigationStyle": "custom"`]),
        ...(disableScroll === true ? [] : [`${file}: Skyline scrolls no page, which "disableScroll": true says to the WebView`]),
      ]
    })
  },
}

/** Its own files, without what "build npm" and `npm i` put there. */
export function readExample(root: string): ShippedFolder {
  const { files } = readFolder(root)
  const own = [...files].filter(([file]) => !/^(miniprogram_npm|node_modules)\//.test(file))
  return { root, files: new Map(own) }
}

/** All of the above, each with its place. */
export function offences(folder: ShippedFolder): string[] {
  return [skylineStyles, skylineTemplates, skylinePages].flatMap((check) => check.run(folder))
}

export const skylineExample: Check = {
  title: 'The example follows the rules of Skyline as well',
  run: () => offences(readExample(path.resolve('example'))).map((offence) => `example/${offence}`),
}

/** Lines count from 0. */
interface CompilerFinding {
  /** a note is about style: the capitals of <TRTCCalling> */
  level: string
  message: string
  startLine: number
}

function compilerFindings(file: string, text: string): string[] {
  const group = new TmplGroup()
  try {
    const findings = group.addTmpl(file.replace(/\.wxml$/, ''), text) as CompilerFinding[]
    return findings
      .filter(({ level }) => level !== 'Note')
      .map(({ message, startLine }) => `${file}:${startLine + 1}: ${message}`)
  } finally {
    group.free()
  }
}
