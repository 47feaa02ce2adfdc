/** What an element does. All of it is optional. */
export interface ElementBehaviour {
  /** brings the DOM in line with the properties; called once at the start and after every change */
  update?(): void
  attached?(): void
  detached?(): void
  /** form controls: see `forms.ts` */
  control?: FormControl
  /** the node inside the host that carries `aria-*`, for labels and screen readers */
  labelled?: HTMLElement
}

export interface FormControl {
  /** the control's part of a form's submit event */
  value(): unknown
  reset?(): void
  /** what a tap on its label does */
  activate?(): void
}

const behaviours = new WeakMap<Node, ElementBehaviour>()

export function setBehaviour(host: Node, behaviour: ElementBehaviour): void {
  behaviours.set(host, behaviour)
}

/** The behaviour of a built-in element's DOM node. */
export function behaviourOf(host: Node): ElementBehaviour | undefined {
  return behaviours.get(host)
}

/** The node that an attribute of `host` belongs to. */
export function forwardAttribute(host: HTMLElement, name: string): HTMLElement {
  return name.startsWith('aria-') ? (behaviours.get(host)?.labelled ?? host) : host
}
