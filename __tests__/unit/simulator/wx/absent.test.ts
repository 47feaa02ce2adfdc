/** What the platform has and the simulator has not: it exists, fails in words, and is said once. */
import { absentApi, PLATFORM_NAMES } from '../../../../simulator/src/phone/wx/absent/absent'

type Call = (...values: unknown[]) => unknown

const warnings: string[] = []
const wx = absentApi({ request: true }, (text) => warnings.push(text)) as Record<string, Call>

beforeEach(() => {
  warnings.length = 0
})

it('has all that the typings know but what is present', () => {
  expect(PLATFORM_NAMES.length).toBeGreaterThan(450)
  expect(Object.keys(wx).sort()).toEqual(PLATFORM_NAMES.filter((name) => name !== 'request').sort())
})

it('fails by the callbacks, after the caller has returned', async () => {
  const heard: unknown[] = []
  const done = new Promise((complete) => wx.scanCode?.({ fail: (failure: unknown) => heard.push(failure), complete }))
  expect(heard).toEqual([])
  await done
  expect(heard).toEqual([{ errMsg: 'scanCode:fail not in the simulator' }])
})

it('fails by the promise where there are no callbacks, with options and without', async () => {
  await expect(wx.requestPayment?.({ nonceStr: '' })).rejects.toEqual({
    errMsg: 'requestPayment:fail not in the simulator',
  })
  await expect(wx.getWeRunData?.()).rejects.toEqual({ errMsg: 'getWeRunData:fail not in the simulator' })
})

it('throws in words where something would have to be returned', () => {
  expect(() => wx.getExptInfoSync?.(['a'])).toThrow('getExptInfoSync:fail not in the simulator')
})

it('gives objects whose methods are of the same sort, down to the last', async () => {
  const files = wx.getFileSystemManager?.() as Record<string, Call>
  expect(() => files.readFileSync?.('a')).toThrow('readFileSync:fail not in the simulator')
  const failure = await new Promise((fail) => files.readFile?.({ filePath: 'a', fail }))
  expect(failure).toEqual({ errMsg: 'readFile:fail not in the simulator' })
  const pen = wx.createCanvasContext?.('c') as Record<string, Call>
  expect(pen.fillRect?.(0, 0, 1, 1)).toBeUndefined()
  expect((pen.createLinearGradient?.(0, 0, 1, 1) as Record<string, Call>).addColorStop?.(0, 'red')).toBeUndefined()
  const cloud = wx.cloud as unknown as Record<string, Call>
  expect(cloud.init?.()).toBeUndefined()
  await expect(cloud.callFunction?.({ name: 'f' })).rejects.toMatchObject({ errMsg: expect.stringContaining('fail') })
})

it('lets one listen to what never happens', () => {
  const listener = jest.fn()
  expect(wx.onGyroscopeChange?.(listener)).toBeUndefined()
  expect(wx.offGyroscopeChange?.(listener)).toBeUndefined()
  expect(listener).not.toHaveBeenCalled()
})

it('says once what each call comes to', async () => {
  const fresh = absentApi({}, (text) => warnings.push(text)) as Record<string, Call>
  for (let n = 0; n < 2; n++) {
    await (fresh.scanCode?.() as Promise<unknown>).catch(() => {})
    fresh.onCompassChange?.(() => {})
    fresh.createMapContext?.('map')
    fresh.postMessageToReferrerPage?.({})
  }
  expect(warnings).toEqual([
    'wx.scanCode is not in the simulator: it fails',
    'wx.onCompassChange is not in the simulator: it never happens',
    'wx.createMapContext is not in the simulator: what it returns does nothing',
    'wx.postMessageToReferrerPage is not in the simulator: it does nothing',
  ])
})
