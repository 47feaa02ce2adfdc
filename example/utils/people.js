// People look the same in the app's lists as in a call: name, picture, and what stands for a picture.

// as many as person-avatar.wxss has, and as the component
const TINTS = 8

/** `profiles` of Chat where it knows them, the app's own words for the others: `[{ userID, nick, avatar }]`. */
function withProfiles(people, profiles) {
  return people.map((person) => {
    const { nick, avatar } = profiles.filter(({ userID }) => userID === person.userID)[0] || {}
    return { userID: person.userID, nick: nick || person.nick || '', avatar: avatar || person.avatar || '' }
  })
}

/** Asks Chat; without a network, people stay as they are. */
function loadPeople(tim, people) {
  return tim.getUserProfile({ userIDList: people.map(({ userID }) => userID) }).then(
    ({ data }) => withProfiles(people, data),
    () => people,
  )
}

/** The same colour for the same person everywhere. */
function tintOf(userID) {
  let hash = 7
  for (let index = 0; index < userID.length; index += 1) hash = (hash * 31 + userID.charCodeAt(index)) % 65521
  return hash % TINTS
}

/** Alice Smith: AS; alice: A; of Chinese names the last two characters. */
function initialsOf(name) {
  const chinese = /[\u3400-\u9fff]+/.exec(name)
  if (chinese) return chinese[0].slice(-2)
  const words = name.split(/[\s_.-]+/).filter((word) => word)
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0])
    .join('')
    .toUpperCase()
}

module.exports = { withProfiles, loadPeople, tintOf, initialsOf }
