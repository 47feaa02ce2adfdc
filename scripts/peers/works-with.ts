/** docs/en/works-with.md and docs/zh/works-with.md: the run's figures, and what does not work. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { ENGINES } from './engines'
import { REASONS } from './known'
import type { Reason } from './known'
import type { Result } from './play'
import { sums } from './report'

type Language = 'en' | 'zh'

/** What the packages are, and how much of it works. */
const TEXTS = {
  en: {
    title: 'Works with',
    links:
      '[README](../../README.md) · [简体中文](../zh/works-with.md) · back: [Moving from the original component](moving.md)',
    intro: (count: number) =>
      `Calls go both ways between this package and these published versions of other callers: voice and video, rejecting, cancelling, busy, no answer, switching, group calls, and what crosses or comes late. \`npm run peers\` runs each of them unmodified against the built package, in ${count} scenarios, with messages that take 0 ms and 150 ms each way; it fails when anything here changes. Chat, the media rooms and the clock are played by the run. Scenarios that a caller has no method for are left out.`,
    head: ['client', 'package on npm', '0 ms', '150 ms', 'what does not work'],
    share: (works: number, all: number) => `${works} of ${all}`,
    reasons: 'What does not work, and what to do',
    reasonHead: ['', 'what happens', 'what to do'],
    native:
      'The original TRTCCalling component and the native apps of its protocol are not on npm; they are held to recordings of their messages in the unit tests.',
  },
  zh: {
    title: '兼容的客户端',
    links: '[README](../../README.zh-CN.md) · [English](../en/works-with.md) · 上一页：[从原组件迁移](moving.md)',
    intro: (count: number) =>
      `本包与下列已发布的其他通话客户端可以互相呼叫：语音与视频、拒绝、取消、忙线、无应答、切换、多人通话，以及同时发生或迟到的消息。\`npm run peers\` 把它们原样与构建产物对跑，共 ${count} 个场景，消息单程延迟分别为 0 ms 和 150 ms；本页任何一处有变，运行就会失败。Chat、媒体房间和时钟由脚本模拟。客户端没有对应方法的场景不计。`,
    head: ['客户端', 'npm 包', '0 ms', '150 ms', '不支持的情况'],
    share: (works: number, all: number) => `${works} / ${all}`,
    reasons: '不支持的情况与对策',
    reasonHead: ['', '现象', '对策'],
    native: '原 TRTCCalling 组件和使用同一协议的原生 App 不在 npm 上，由单元测试用其消息的录制来保证。',
  },
}

const CLIENTS: Record<string, Record<Language, string>> = {
  'trtc-calling-js': { en: 'web TRTCCalling', zh: 'Web 版 TRTCCalling' },
  'tuicall-engine-wx': { en: 'TUICallKit, mini program', zh: '小程序版 TUICallKit' },
  'tuicall-engine-webrtc': { en: 'TUICallKit, web', zh: 'Web 版 TUICallKit' },
  '@tencentcloud/call-engine-js': { en: 'TUICallKit 4, web', zh: 'Web 版 TUICallKit 4' },
  '@tencentcloud/call-engine-wx': { en: 'TUICallKit 4, mini program', zh: '小程序版 TUICallKit 4' },
}

export async function updateDocuments(results: Result[]): Promise<void> {
  for (const language of ['en', 'zh'] as const) writeFileSync(fileOf(language), await page(results, language))
}

/** @returns the documents that do not say what the run says */
export async function checkDocuments(results: Result[]): Promise<string[]> {
  const problems: string[] = []
  for (const language of ['en', 'zh'] as const) {
    const file = fileOf(language)
    const isThere = existsSync(file) && readFileSync(file, 'utf8') === (await page(results, language))
    if (!isThere) problems.push(`${path.relative('.', file)} says something else: npm run peers -- --update`)
  }
  return problems
}

function fileOf(language: Language): string {
  return path.resolve(`docs/${language}/works-with.md`)
}

async function page(results: Result[], language: Language): Promise<string> {
  const texts = TEXTS[language]
  const scenarios = new Set(results.map(({ scenario }) => scenario)).size
  const list = sums(results)
  const used = (Object.keys(REASONS) as Reason[]).filter((reason) => list.some((sum) => sum.reasons.includes(reason)))
  const clients = ENGINES.map(({ name }) => {
    const own = list.filter(({ peer }) => peer === name)
    const [packageName = '', version = ''] = name.split(' ')
    const reasons = used.filter((reason) => own.some((sum) => sum.reasons.includes(reason)))
    const shares = own.map(({ works, all }) => texts.share(works, all))
    return [CLIENTS[packageName]?.[language] ?? '', `\`${packageName}\` ${version}`, ...shares, reasons.join(', ')]
  })
  const reasons = used.map((reason) => [reason, ...REASONS[reason][language]])
  const text = [
    `# ${texts.title}`,
    texts.links,
    texts.intro(scenarios),
    table([texts.head, ...clients]),
    texts.native,
    `## ${texts.reasons}`,
    table([texts.reasonHead, ...reasons]),
  ].join('\n\n')
  const file = fileOf(language)
  return format(text, { ...(await resolveConfig(file)), filepath: file })
}

function table([head = [], ...rows]: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
