/** The peers, by the name that npm has for them. */
import type { World } from '../kit/world'
import type { Peer } from './peer'
import { WasmEngine } from './wasm-engine'
import { WebCalling } from './web-calling'
import { WebEngine } from './web-engine'
import { WxEngine } from './wx-engine'

export interface EngineVersion {
  /** package and version on npm */
  name: string
  /** the head of its column */
  short: string
  create(world: World, userID: string): Peer
}

const V1_2 = ['switchToVideo'] as const
const V1_6 = [...V1_2, 'userData', 'inviteUser', 'joinInGroupCall'] as const
const V3_0 = [...V1_6, 'marks'] as const
const V3_1 = [...V3_0, 'strRoomID'] as const

export const ENGINES: EngineVersion[] = [
  engine('trtc-calling-js', '1.0.6', 'web 1.0.6', (...args) => new WebCalling(...args)),
  engine('trtc-calling-js', '0.10.2', 'web 0.10.2', (...args) => new WebCalling(...args)),
  engine('tuicall-engine-wx', '1.4.9', 'wx 1.4.9', (...args) => new WxEngine(...args)),
  engine('tuicall-engine-webrtc', '1.2.1', 'webrtc 1.2.1', (...args) => new WebEngine(...args, V1_2)),
  engine('tuicall-engine-webrtc', '1.6.1', 'webrtc 1.6.1', (...args) => new WebEngine(...args, V1_6)),
  engine('tuicall-engine-webrtc', '3.0.1', 'webrtc 3.0.1', (...args) => new WebEngine(...args, V3_0)),
  engine('tuicall-engine-webrtc', '3.1.7', 'webrtc 3.1.7', (...args) => new WebEngine(...args, V3_1)),
  engine('@tencentcloud/call-engine-js', '3.3.4', 'js 3.3.4', (...args) => WasmEngine.web(...args)),
  engine('@tencentcloud/call-engine-wx', '3.3.2', 'wx 3.3.2', (...args) => WasmEngine.weChat(...args)),
]

function engine(
  name: string,
  version: string,
  short: string,
  create: (world: World, userID: string, version: string) => Peer,
): EngineVersion {
  return { name: `${name} ${version}`, short, create: (world, userID) => create(world, userID, version) }
}
