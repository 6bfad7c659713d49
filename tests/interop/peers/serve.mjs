// A peer's server: counts what it is asked, and obeys the client's process.

import { createServer } from 'node:http';

/** Answers by `handler` on loopback; `change(dossiers)` takes new versions. Ends when the client's process lets it go. */
export async function serve(handler, change) {
  const server = createServer(handler);
  const sockets = new Set();
  let requests = 0;
  let gone = 0;
  let before = { requests: 0, bytes: 0 };
  const passed = (socket) => socket.bytesRead + socket.bytesWritten;
  server.on('request', () => (requests += 1));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      gone += passed(socket);
    });
  });

  /** Requests, and bytes both ways with everything that HTTP adds, since the last look. */
  const count = () => {
    const now = { requests, bytes: [...sockets].reduce((sum, socket) => sum + passed(socket), gone) };
    const since = { requests: now.requests - before.requests, bytes: now.bytes - before.bytes };
    before = now;
    return since;
  };

  process.on('message', async (what) => {
    if (what.change) await change(what.change);
    process.send(count());
  });
  process.once('disconnect', () => process.exit());
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
}
