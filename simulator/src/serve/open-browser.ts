import { spawn } from 'node:child_process'

/** Is there a desktop in front of which somebody sits? */
export function hasDesktop(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isTerminal: boolean): boolean {
  if (env['CI'] || env['SSH_CONNECTION'] || env['SSH_TTY'] || !isTerminal) return false
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

/** Opens the address in the default browser; if that fails, the address has been printed. */
export function openBrowser(url: string): void {
  const [command, args] = {
    darwin: ['open', [url]] as const,
    win32: ['cmd', ['/c', 'start', '', url]] as const,
  }[process.platform as string] ?? ['xdg-open', [url]]
  const browser = spawn(command, args, { stdio: 'ignore', detached: true })
  browser.on('error', () => {})
  browser.unref()
}
