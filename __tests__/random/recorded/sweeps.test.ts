import { sweepsAsRecorded } from '../../support/recorded/runs'
import { SWEEPS } from '../../support/recorded/sweeps'

sweepsAsRecorded(SWEEPS)
