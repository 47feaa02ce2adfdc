let opening = false

/** For a row that leads to the page in its data-url. Tapped twice, it opens the page once. */
function openPage(event) {
  if (opening) return
  opening = true
  const { url } = event.currentTarget.dataset
  wx.navigateTo({
    url,
    complete: () => {
      opening = false
    },
  })
}

module.exports = { openPage }
