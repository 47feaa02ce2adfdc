import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('old', 22, 36, (seed) => open('old', seed))
