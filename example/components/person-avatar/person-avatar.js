// A round picture of a person, or the first letter of the name.
const TINTS = 6

Component({
  properties: { name: String, picture: String, size: String },

  data: { letter: '', tint: 0 },

  observers: {
    name(name) {
      // the same colour for the same name, wherever it stands
      let sum = 0
      for (let index = 0; index < name.length; index += 1) sum += name.charCodeAt(index)
      this.setData({ letter: name.charAt(0).toUpperCase(), tint: sum % TINTS })
    },
  },
})
