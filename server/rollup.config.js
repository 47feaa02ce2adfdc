/** src/ becomes dist/, plain ES modules for Node: the process (main.js), the library (index.js), and its types. */
import typescript from '@rollup/plugin-typescript'
import { dts } from 'rollup-plugin-dts'

/** Dependencies are installed, not bundled. */
const external = (id) => !/^[./]/.test(id)

export default [
  {
    input: ['src/main.ts', 'src/index.ts'],
    external,
    output: { dir: 'dist', format: 'es', preserveModules: true },
    plugins: [typescript({ compilerOptions: { noEmit: false } })],
  },
  {
    input: 'src/index.ts',
    external,
    output: { file: 'dist/index.d.ts', format: 'es' },
    plugins: [dts()],
  },
]
