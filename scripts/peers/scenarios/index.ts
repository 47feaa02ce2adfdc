import { EXTRAS } from './extras'
import { GROUPS } from './group'
import { ONE_TO_ONE } from './one-to-one'
import { RACES } from './races'
import { ROOMS } from './rooms'
import type { Scenario } from './scene'
import { SWITCHING } from './switching'

export const SCENARIOS: Scenario[] = [...ONE_TO_ONE, ...SWITCHING, ...ROOMS, ...RACES, ...EXTRAS, ...GROUPS]
