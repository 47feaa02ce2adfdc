import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('devices', 20, 36, (seed) => open('devices', seed))
