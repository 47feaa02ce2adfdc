/**
 * Mutants that no test can notice, because they change nothing that can be observed. They are known by their text and
 * the function around it, not by a line, so that the code may move.
 */
export interface Explained {
  within: string
  before: string
  after: string
  why: string
}

export const EXPLAINED: Explained[] = []
