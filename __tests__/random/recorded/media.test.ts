import { openMedia } from '../../support/recorded/parties/media-party'
import { asRecorded } from '../../support/recorded/runs'

asRecorded('media', 40, 220, openMedia)
