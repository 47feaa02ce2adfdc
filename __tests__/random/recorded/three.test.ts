import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('three', 24, 36, (seed) => open('three', seed))
