import { promiseHolds, TWO } from '../support/random-runs'

promiseHolds(TWO)
