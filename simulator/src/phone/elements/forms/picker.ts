import { element } from '../../../dom'
import { defineElement, type ElementNode } from '../base/define'
import { reflect } from '../base/dom-helpers'

const PROPERTIES = {
  mode: 'selector',
  name: '',
  /** a list, or with multiSelector a list of lists */
  range: [] as unknown[],
  rangeKey: '',
  /** an index, a list of indexes, `hh:mm` or `YYYY-MM-DD` */
  value: null as unknown as string | number | number[] | null,
  start: '',
  end: '',
  fields: 'day',
  disabled: false,
  headerText: '',
}

interface Choice {
  content: HTMLElement
  value(): unknown
}

export const picker = defineElement({
  tag: 'picker',
  properties: PROPERTIES,
  create(node, { dialogs, host }) {
    const choose = async () => {
      if (node.properties.disabled) return
      const choice = createChoice(node)
      if (!choice) {
        const what = `<picker mode="${node.properties.mode}">`
        host.log.warn(`${what} is not in the simulator`)
        dialogs.toast({ title: dialogs.text.notHere(what), icon: 'none', duration: 2000, mask: false })
        return
      }
      if (!(await dialogs.sheet(choice.content))) {
        node.emit('cancel')
        return
      }
      const value = choice.value()
      node.set({ value: value as typeof PROPERTIES.value })
      node.emit('change', { value })
    }
    node.listen('tap', () => void choose())
    return {
      update: () => reflect(node.host, 'name', node.properties.name),
      control: { value: () => node.properties.value, activate: () => void choose() },
    }
  },
})

function createChoice(node: ElementNode<typeof PROPERTIES>): Choice | null {
  const { mode, range, value } = node.properties
  if (mode === 'time' || mode === 'date') return createTimeChoice(node)
  if (mode === 'selector') {
    const column = createColumn(node, range, Number(value ?? 0))
    return { content: element('div', { class: 'sim-columns' }, column), value: () => column.selectedIndex }
  }
  if (mode !== 'multiSelector') return null
  const indexes = Array.isArray(value) ? value : []
  const columns = range.map((items, number) => {
    const column = createColumn(node, Array.isArray(items) ? items : [], indexes[number] ?? 0)
    column.addEventListener('change', () => node.emit('columnchange', { column: number, value: column.selectedIndex }))
    return column
  })
  return {
    content: element('div', { class: 'sim-columns' }, ...columns),
    value: () => columns.map(({ selectedIndex }) => selectedIndex),
  }
}

function createColumn(node: ElementNode<typeof PROPERTIES>, items: unknown[], selected: number): HTMLSelectElement {
  const { rangeKey } = node.properties
  const textOf = (item: unknown) => String(rangeKey ? (item as Record<string, unknown>)[rangeKey] : item)
  const column = element('select', { size: 6 }, ...items.map((item) => element('option', { text: textOf(item) })))
  column.selectedIndex = selected
  return column
}

function createTimeChoice(node: ElementNode<typeof PROPERTIES>): Choice {
  const { mode, value, start, end, fields } = node.properties
  const type = mode === 'time' ? 'time' : fields === 'month' ? 'month' : 'date'
  const field = element('input', { type, min: start || null, max: end || null })
  field.value = String(value ?? '')
  return { content: element('div', { class: 'sim-columns' }, field), value: () => field.value }
}
