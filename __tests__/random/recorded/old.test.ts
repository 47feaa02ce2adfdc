import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('old', 32, 40, (seed) => open('old', seed))
