const { reactive } = require('trtc-calling-miniprogram')
const { describeEvent } = require('./describe-events')

// the first two come several times per second, the third is for chat lists
const NOT_LISTED = ['USER_VOICE_VOLUME', 'NETWORK_QUALITY', 'CALL_MESSAGE']

/** The events of the app's calls, for whoever wants to see what the package tells; pages/events shows them. */
class EventLog {
  constructor() {
    // the latest first: [{ number, text }]
    this.state = reactive({ lines: [] })
  }

  /** Begins anew with the events of `calling`. */
  follow(calling) {
    this.state.lines = []
    Object.keys(calling.EVENT)
      .filter((name) => NOT_LISTED.indexOf(name) < 0)
      // the third argument becomes `this` of the handler
      .forEach((name) => calling.on(name, this.add, this))
  }

  add(event) {
    const { lines } = this.state
    const number = lines.length ? lines[0].number + 1 : 1
    // arrays are compared by reference: a new one each time
    this.state.lines = [{ number, text: describeEvent(event) }].concat(lines).slice(0, 100)
  }
}

module.exports = { EventLog }
