/** Chromium for the tests in a browser: finds one, or installs one. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { createRequire } from 'node:module'
import path from 'node:path'
import { chromium, type LaunchOptions } from 'playwright-core'

/** For `chromium.launch`: two or more phones in one page, with cameras, microphones and WebRTC between them. */
export function launchOptions(executablePath: string): LaunchOptions {
  return {
    executablePath,
    headless: true,
    args: [
      // WebRTC without a network interface, sound without a tap, cameras and microphones without a question
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      // containers: no GPU, a small /dev/shm, root
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-sandbox',
      // nothing but the page under test talks to the network
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  }
}

/** Path of a Chromium that runs here; installs one if there is none. Rejects with what to do by hand. */
export async function findOrInstallChromium(): Promise<string> {
  const found = findChromium() ?? (await installChromium())
  if (!found) throw new Error(ADVICE)
  return found
}

const ADVICE =
  'No Chromium was found and none could be installed. Install Chrome or Chromium ' +
  '("apt-get install chromium", or "npx playwright-core install --with-deps chromium"), ' +
  'or set CHROMIUM_PATH to the executable of one.'

/**
 * Debian's package of Chromium without the browser around it: the same engine, and a page opens for a third of the
 * processor's time.
 */
const SHELL = 'chromium-headless-shell'

/** `CHROMIUM_PATH`, else the usual places, else what Playwright downloaded earlier. */
function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) {
    if (runs(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, which is not a browser that starts here.`)
  }
  return [...usualPlaces(), chromium.executablePath()].find(runs)
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) =>
        ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
      )
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
        .flatMap((variable) => process.env[variable] ?? [])
        .flatMap((folder) => [
          path.join(folder, 'Google/Chrome/Application/chrome.exe'),
          path.join(folder, 'Chromium/Application/chrome.exe'),
          path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ])
    default:
      return [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(
        (name) => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => path.join(folder, name)),
      )
  }
}

/** A download may lack system libraries, and a package may be an empty shell: only an answer counts. */
function runs(executable: string): boolean {
  if (!existsSync(executable)) return false
  // on Windows --version opens a window instead of answering
  if (process.platform === 'win32') return true
  return spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

async function installChromium(): Promise<string | undefined> {
  // as root on Debian the distribution's package comes first: it brings its libraries along, a download does not
  const ways = isDebianRoot() ? [installWithApt, download] : [download]
  for (const install of ways) {
    await install()
    const found = findChromium()
    if (found) return found
  }
  return undefined
}

function isDebianRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** With a font for Chinese, which a fresh machine does not have. */
async function installWithApt(): Promise<void> {
  console.log(`No Chromium found: installing the one of the distribution (apt-get install ${SHELL} fonts-noto-cjk)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], env)
  // older distributions, and some that come from Debian, have the whole browser alone
  for (const name of [SHELL, 'chromium']) {
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name, 'fonts-noto-cjk'], env)
    if (findChromium()) return
  }
}

async function download(): Promise<void> {
  console.log('No Chromium found: downloading the one of Playwright')
  const cli = path.join(path.dirname(createRequire(__filename).resolve('playwright-core/package.json')), 'cli.js')
  const withLibraries = isDebianRoot() ? ['--with-deps'] : []
  await run(process.execPath, [cli, 'install', ...withLibraries, 'chromium'], process.env)
}

/** Resolves when the command has ended, however it ended: what counts is whether there is a browser afterwards. */
function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout: 10 * 60_000 })
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
}
