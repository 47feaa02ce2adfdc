import { promiseHolds, TWO } from '../support/town/random/random-runs'

promiseHolds(TWO)
