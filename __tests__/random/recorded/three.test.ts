import { asRecorded } from '../../support/recorded/runs'
import { open } from '../../support/recorded/towns'

asRecorded('three', 32, 40, (seed) => open('three', seed))
