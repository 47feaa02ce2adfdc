// a file of its own: files run side by side
import { promiseHolds, THREE } from '../support/town/random/random-runs'

promiseHolds(THREE)
