/** The mini program's `require`, whose type comes first here, has no `resolve`; Node's, which the tests run on, has. */
interface Require {
  resolve(id: string): string
}
