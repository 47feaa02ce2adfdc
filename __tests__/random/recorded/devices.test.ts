import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('devices', 32, 40, (seed) => open('devices', seed))
