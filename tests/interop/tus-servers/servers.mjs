// Servers of tus that others wrote, each as its makers describe it: `{ port, take(token), bytes(id), close() }`.

import { spawn } from 'node:child_process';
import { appendFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** npm `@tus/server`: the reference server on Node. */
export async function tusNode(folder) {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const tokens = new Set();
  const tus = new Server({
    path: '/files',
    datastore: new FileStore({ directory: files }),
    relativeLocation: true,
    async onIncomingRequest(request) {
      const given = request.headers.get('authorization')?.replace(/^Bearer /, '');
      if (!tokens.has(given)) throw { status_code: 403, body: 'not this token\n' };
    },
  });
  const server = createServer(tus.handle.bind(tus));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: server.address().port,
    take: (token) => tokens.add(token),
    bytes: (id) => readFile(join(files, id)),
    close: () => server.close(),
  };
}

/** PyPI `resumable-upload`: the standard library of Python and nothing else. */
export async function resumableUpload(folder) {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  await writeFile(join(folder, 'tokens'), '');
  const child = spawn(process.env.PYTHON, [join(import.meta.dirname, 'resumable_server.py'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once('line', (line) => done(Number(line)));
    child.once('close', (code) => failed(new Error(`resumable-upload ended: ${code}`)));
  });
  return {
    port,
    take: (token) => appendFile(join(folder, 'tokens'), `${token}\n`),
    async bytes(id) {
      const name = (await readdir(files)).find((file) => file.startsWith(id));
      return readFile(join(files, name));
    },
    close: () => child.kill(),
  };
}
