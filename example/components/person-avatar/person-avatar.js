// A round picture of a person, or initials on the person's colour.
const { initialsOf, tintOf } = require('../../utils/people')

Component({
  properties: { user: String, name: String, picture: String, size: String },

  data: { initials: '', tint: 0 },

  observers: {
    'user, name'(user, name) {
      this.setData({ initials: initialsOf(name || user), tint: tintOf(user) })
    },
  },
})
