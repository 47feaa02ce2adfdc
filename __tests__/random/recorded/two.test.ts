import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('two', 20, 36, (seed) => open('two', seed))
