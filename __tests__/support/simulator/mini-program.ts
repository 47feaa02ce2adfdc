import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The mini program in `__tests__/fixtures`: one of everything that the simulator knows. */
export const FIXTURE = path.resolve(__dirname, '../../fixtures/mini-program')

const MINIMAL: Record<string, string> = {
  'app.json': JSON.stringify({ pages: ['pages/a/a'] }),
  'app.js': 'App({})',
  'pages/a/a.js': 'Page({})',
  'pages/a/a.wxml': '<view>a</view>',
}

/**
 * The script of a page that signs in as the `user` of its address, at the simulator's service, and keeps the account in
 * `getApp().globalData`. @param next a statement for afterwards; `to` is of the page's address
 */
export function signInPage(next: string): string {
  return `
    Page({
      onLoad({ user, to }) {
        wx.request({
          url: 'http://127.0.0.1:8080/usersig',
          method: 'POST',
          data: { userID: user },
          success: ({ data }) => {
            getApp().globalData.account = data
            ${next}
          },
        })
      },
    })
  `
}

const written: string[] = []

afterAll(() => {
  for (const root of written.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

/** Writes a mini program of one page, changed and completed by `files`, and returns its folder. null leaves a file out. */
export function writeMiniProgram(files: Record<string, string | null>): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mini-program-'))
  written.push(root)
  for (const [name, content] of Object.entries({ ...MINIMAL, ...files })) {
    if (content === null) continue
    const file = path.join(root, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }
  return root
}
