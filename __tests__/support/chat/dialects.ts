/** How the callers that exist write their messages: same protocol, different ages. */
export interface Dialect {
  name: string
  /** undefined: the field is not written */
  version: number | undefined
  platform: string
  /** since version 4: the command in `data` */
  commands: boolean
  /** how "busy" is written before version 4 */
  busy: '' | 'line_busy'
}

export const DIALECTS: Dialect[] = [
  { name: 'the original component', version: 4, platform: 'MiniApp', commands: true, busy: 'line_busy' },
  { name: 'an Android app', version: 4, platform: 'Android', commands: true, busy: 'line_busy' },
  { name: 'an iOS app of version 3', version: 3, platform: 'iOS', commands: false, busy: '' },
  { name: 'an app of version 1', version: 1, platform: 'Android', commands: false, busy: 'line_busy' },
  { name: 'an app that writes no version', version: undefined, platform: 'Web', commands: false, busy: '' },
]
