module.exports = requireOfTheWorker('esbuild')
