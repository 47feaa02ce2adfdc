import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('old', 24, 36, (seed) => open('old', seed))
