module.exports = requireOfTheWorker('fastify')
