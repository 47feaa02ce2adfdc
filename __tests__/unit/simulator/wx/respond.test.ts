import { ApiFailure, respond } from '../../../../simulator/src/phone/wx/respond'

describe('answering a wx call', () => {
  it('is a promise when there are no callbacks', async () => {
    await expect(respond('open', undefined, () => ({ n: 1 }))).resolves.toEqual({ n: 1, errMsg: 'open:ok' })
    await expect(
      respond('open', {}, () => {
        throw new ApiFailure('denied', 104)
      }),
    ).rejects.toEqual({ errMsg: 'open:fail denied', errno: 104 })
  })

  it('goes to the callbacks, after the caller has returned', async () => {
    const order: string[] = []
    const answered = new Promise<void>((resolve) => {
      const result = respond(
        'open',
        {
          success: ({ errMsg }) => order.push(errMsg),
          complete: () => {
            order.push('complete')
            resolve()
          },
        },
        () => {},
      )
      expect(result).toBeUndefined()
    })
    order.push('returned')
    await answered
    expect(order).toEqual(['returned', 'open:ok', 'complete'])
  })

  it('goes to fail when the work throws', async () => {
    const failure = await new Promise((resolve) => {
      void respond('open', { fail: resolve }, () => Promise.reject(new Error('no')))
    })
    expect(failure).toEqual({ errMsg: 'open:fail no' })
  })
})
