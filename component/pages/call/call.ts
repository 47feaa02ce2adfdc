/**
 * The page that shows a call where no other page can: listed in app.json, opened and closed by `startCalling`. The
 * component in it has no config, so it shows the calls of the app's account.
 */
Page({})
