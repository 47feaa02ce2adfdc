import { promiseHolds, TWO } from '../support/town/random-runs'

promiseHolds(TWO)
