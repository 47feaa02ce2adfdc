import { ComponentPhone, configOf } from './component-phone'
import { Town, type Person } from '../town/town'

/**
 * `alice`, whose page holds the component, and `bob`, whom the bed signs in. Registers its own hooks.
 */
export class ComponentBed {
  town!: Town // made before each test, as are the next two
  bob!: Person
  phone!: ComponentPhone

  constructor() {
    beforeEach(async () => {
      jest.useFakeTimers()
      jest.spyOn(console, 'info').mockImplementation()
      this.town = new Town()
      ;[this.bob] = await this.town.people('bob')
      this.town.chat.addAccount('bob', { nick: 'Bob Miller' })
      this.phone = this.englishPhone()
    })

    afterEach(async () => {
      this.phone.detach()
      await this.town.settle()
      await this.town.dispose()
      expect(jest.getTimerCount()).toBe(0)
      jest.useRealTimers()
    })
  }

  /** Another page than the one before. */
  reopen(properties: Record<string, unknown>): ComponentPhone {
    this.phone.detach()
    this.phone = this.englishPhone(properties)
    return this.phone
  }

  /** On a phone that is set to another language, of which the page says nothing. */
  reopenIn(language: string): void {
    this.phone.detach()
    this.phone = new ComponentPhone(this.town, 'alice', { wx: { language } })
  }

  /** A page of the host's own. @param page id of the registered page; the component in it is `#TRTCCalling-room` */
  openPage(page: string, data: Record<string, unknown>): ComponentPhone {
    this.phone.detach()
    this.phone = new ComponentPhone(this.town, 'alice', { page })
    this.phone.root.setData({ config: configOf(this.town, 'alice'), ...data })
    this.phone.instance.setLanguage('en')
    return this.phone
  }

  /** Bob calls. */
  async ring(type: 1 | 2, userID = 'alice'): Promise<void> {
    await this.phone.signIn()
    await this.bob.calling.call({ userID, type })
    await this.town.settle()
  }

  /** Bob calls, alice accepts. */
  async connect(type: 1 | 2): Promise<void> {
    await this.ring(type)
    await this.phone.tap('Accept')
    expect(this.bob.calling.state.status).toBe('connected')
  }

  private englishPhone(properties: Record<string, unknown> = {}): ComponentPhone {
    const phone = new ComponentPhone(this.town, 'alice', { properties })
    phone.instance.setLanguage('en')
    return phone
  }
}
