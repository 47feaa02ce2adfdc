module.exports = requireOfTheWorker('playwright-core')
