import { withstandAttacks } from '../support/attack/withstand'

describe('a hostile peer', () => withstandAttacks(1))
