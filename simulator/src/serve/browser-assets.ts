import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

/** Bundles the desk and the phone for the browser. File names (`desk.js`, `phone.css` ...) to contents. */
export async function bundleBrowserAssets(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: SOURCES,
    entryPoints: {
      desk: path.join(SOURCES, 'desk/main.ts'),
      phone: path.join(SOURCES, 'phone/main.ts'),
      'desk-style': path.join(SOURCES, 'desk/desk.css'),
      'phone-style': path.join(SOURCES, 'phone/phone.css'),
    },
    outdir: SOURCES,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    sourcemap: 'linked',
    // glass-easel measures itself unless it is told that it is in production
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]))
}
