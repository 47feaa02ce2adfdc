import { compileMiniProgram, formatDiagnostic } from '../../../../simulator/src/compile/index'
import { writeMiniProgram } from '../../../support/simulator/mini-program'

const COMPONENT = {
  'pages/a/a.json': '{"usingComponents":{"c":"/c/c"}}',
  'c/c.json': '{"component":true}',
  'c/c.js': 'Component({})',
  'c/c.wxml': '',
}

async function compile(files: Record<string, string>) {
  const { miniProgram } = await compileMiniProgram(writeMiniProgram({ ...COMPONENT, ...files }))
  const { app, 'pages/a/a': page, 'c/c': component } = miniProgram.styles
  return { app, page, component, findings: miniProgram.diagnostics.map(formatDiagnostic) }
}

describe('compiling WXSS', () => {
  it('turns rpx into parts of the screen width', async () => {
    const { app } = await compile({
      'app.wxss': '.a { width: 750rpx; margin: -15rpx .75rpx } @media (min-width: 75rpx) {}',
    })
    expect(app).toBe('.a { width: 100vw; margin: -2vw 0.1vw } @media (min-width: 10vw) {}')
  })

  it('names elements as the DOM does', async () => {
    const { app } = await compile({ 'app.wxss': 'page, view > text.a { color: red }' })
    expect(app).toBe('wx-page, wx-view > wx-text.a { color: red }')
  })

  it("keeps a page's rules on that page without making them stronger", async () => {
    const { page } = await compile({ 'pages/a/a.wxss': '.a, .b > view { color: red }' })
    expect(page).toBe(
      ':where([data-route="pages/a/a"]) .a,:where([data-route="pages/a/a"]) .b > wx-view { color: red }',
    )
  })

  it("marks a component's class names for the scope that its script decides on", async () => {
    const { component } = await compile({ 'c/c.wxss': ':host { top: 0 } .a.b:active .c { left: 0 }' })
    expect(component).toBe('[is="c/c"] { top: 0 } .__scope__a.__scope__b:active .__scope__c { left: 0 }')
  })

  it('leaves keyframes alone', async () => {
    const { component } = await compile({ 'c/c.wxss': '@keyframes k { from { top: 7.5rpx } 50% { top: 0 } }' })
    expect(component).toBe('@keyframes k { from { top: 1vw } 50% { top: 0 } }')
  })

  it('puts imports in their place, each once', async () => {
    const { app, findings } = await compile({
      'app.wxss': '@import "./x/one.wxss"; @import "/x/two"; .app {}',
      'x/one.wxss': '@import "./two.wxss"; .one {}',
      'x/two.wxss': '@import "one.wxss"; .two {}',
    })
    expect(app?.replace(/\s/g, '')).toBe('.two{}.one{}.app{}')
    expect(findings).toEqual([])
  })

  it('warns of selectors that WeChat forbids in components', async () => {
    const { findings } = await compile({ 'c/c.wxss': '.fine {}\nview {}\n#id {}\n.a[b] {}' })
    expect(findings).toEqual([
      `c/c.wxss:2:1 warning: tag selector "view" is not allowed in a component's WXSS, use a class`,
      `c/c.wxss:3:1 warning: id selector "#id" is not allowed in a component's WXSS, use a class`,
      `c/c.wxss:4:1 warning: attribute selector "[b]" is not allowed in a component's WXSS, use a class`,
    ])
  })

  it('serves local files and warns that phones do not', async () => {
    const { page, findings } = await compile({ 'pages/a/a.wxss': '.a { background: url("../img/a.png") }' })
    expect(page).toContain('url("/mini-program/pages/img/a.png")')
    expect(findings).toEqual([
      'pages/a/a.wxss:1:6 warning: url(../img/a.png): phones do not load local files from WXSS, use <image> or a data: URL',
    ])
  })

  it('lets data URLs be, whatever is in them', async () => {
    const url = `url("data:image/svg+xml,<svg mask='url(%23m)'/>")`
    const { app, findings } = await compile({ 'app.wxss': `.a { background: ${url} }` })
    expect(app).toContain(url)
    expect(findings).toEqual([])
  })

  it('takes the safe areas from the simulated phone', async () => {
    const { app } = await compile({ 'app.wxss': '.a { padding: env(safe-area-inset-bottom, 4px) }' })
    expect(app).toBe('.a { padding: var(--safe-area-inset-bottom, 0px) }')
  })
})
