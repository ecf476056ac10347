// Broadcasts what one client publishes; with the official server.
import http from 'node:http';
import { Server } from 'socket.io';
import { listen } from './feed.js';

const server = http.createServer((request, response) => response.writeHead(404).end());
const io = new Server(server, { pingInterval: 25_000, pingTimeout: 20_000, serveClient: false });

io.on('connection', socket => {
  socket.on('publish', (text, acknowledge) => {
    io.emit('notification', text);
    acknowledge();
  });
});
listen(server);
