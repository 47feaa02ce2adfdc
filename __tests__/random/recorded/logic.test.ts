import { recordLogic } from '../../support/recorded/logic/logic'
import { logicAsRecorded } from '../../support/recorded/runs'

logicAsRecorded(400, (seed) => recordLogic(seed, 120))
