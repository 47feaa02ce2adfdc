import { withstandAttacks } from '../support/attack/withstand'

describe('forty hostile accounts', () => withstandAttacks(40))
