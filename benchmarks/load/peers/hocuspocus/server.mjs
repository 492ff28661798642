// Hocuspocus as its documentation starts it, without a store: PORT=1234 node server.mjs
import { Server } from '@hocuspocus/server'

await new Server({ port: Number(process.env.PORT), address: '127.0.0.1', quiet: true }).listen()
