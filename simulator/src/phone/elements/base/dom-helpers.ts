/** Shows a property as an attribute, for style sheets: `false`, '' and null take it away. */
export function reflect(host: HTMLElement, name: string, value: string | boolean | number | null): void {
  if (value === false || value === '' || value === null) host.removeAttribute(name)
  else host.setAttribute(name, value === true ? '' : String(value))
}

/** Remembers a value and tells whether the next one differs: properties arrive again with equal values. */
export function changeDetector(): (value: unknown) => boolean {
  let known: { value: unknown } | null = null
  return (value) => {
    const changed = known === null || !Object.is(known.value, value)
    known = { value }
    return changed
  }
}
