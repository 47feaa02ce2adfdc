/** Where the simulator's server has what; the pages in the browser ask for it by the same names. */
export const ADDRESS = {
  desk: '/',
  phone: '/phone.html',
  /** scripts and style sheets of the two pages */
  assets: '/assets/',
  /** the compiled mini program, `CompiledMiniProgram` */
  miniProgram: '/mini-program.json',
  /** its pictures and sounds; also the name of its scripts in stacks and in the browser's debugger */
  files: '/mini-program/',
  sourceMaps: '/source-map/',
  userSig: '/usersig',
  privateMapKey: '/private-map-key',
  /** takes an `ErrorReport`, answers with the stack in the lines of the sources */
  report: '/report',
  /** server-sent events: first `RUN_EVENT`, then a message whenever the mini program was compiled anew */
  changes: '/changes',
} as const

/** Its data differs from one `npm start` to the next. */
export const RUN_EVENT = 'run'

/** An error that happened in a phone. */
export interface ErrorReport {
  phone: string
  message: string
  stack: string
}
