import { openApp } from '../../support/recorded/app-with-pages'
import { asRecorded } from '../../support/recorded/runs'

asRecorded('pages', 28, 36, openApp)
