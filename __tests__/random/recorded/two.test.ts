import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('two', 32, 40, (seed) => open('two', seed))
