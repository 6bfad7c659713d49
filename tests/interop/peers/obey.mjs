// A peer's own side: a client that obeys commands, its server in another process, and a folder for what both keep.

import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { dossiers } from './dossiers.mjs';

const CHANGES = 100;

/**
 * Obeys `pull` and `change`, one a line on standard input, until it ends; says in one line of JSON what each cost. `script` is the
 * server's. `open(folder, url)` gives an empty database: `{ pull(), count(), read(code), close() }`.
 */
export async function obey(script, open) {
  const folder = mkdtempSync(join(tmpdir(), 'citizen-peer-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await start(script, join(folder, 'server'));
  let database;
  let opened = 0;
  let changed = 0;

  const measured = async () => {
    await server.ask({ count: true });
    const start = process.hrtime.bigint();
    await database.pull();
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    return { ms, ...(await server.ask({ count: true })) };
  };

  const commands = {
    async pull() {
      await database?.close();
      opened += 1;
      database = await open(join(folder, `client-${opened}`), server.url);
      const cost = await measured();
      const count = await database.count();
      if (count !== dossiers.length) throw new Error(`${count} of ${dossiers.length} dossiers arrived`);
      return cost;
    },

    async change() {
      const news = Array.from({ length: CHANGES }, () => {
        const at = changed++ % dossiers.length;
        return (dossiers[at] = advanced(dossiers[at]));
      });
      await server.ask({ change: news });
      const cost = await measured();
      for (const { code, events } of news) {
        const held = await database.read(code);
        if (held?.events.length !== events.length) throw new Error(`the change of ${code} did not arrive`);
      }
      return cost;
    },
  };

  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    say(await commands[line]());
  }
  await database?.close();
  await server.stop();
}

const say = (answer) => console.log(JSON.stringify(answer));

/** Officials led it on. */
function advanced(dossier) {
  const status = { code: 4, text: 'Đang xử lý' };
  const last = dossier.events.at(-1);
  const event = { ...last, id: (last?.id ?? 0) + 1, status, text: 'Chuyển phòng chuyên môn xem xét.' };
  return { ...dossier, status, events: [...dossier.events, event] };
}

/** The server, in a process of its own as a server is, so that the two may use two cores. */
async function start(script, folder) {
  const child = fork(script, [process.argv[2], folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.once('exit', (code) => {
    // A signal leaves no code.
    if (code !== 0) process.exit(1);
  });
  const answer = () => new Promise((done) => child.once('message', done));
  const { url } = await answer();
  return {
    url,
    ask(what) {
      const answered = answer();
      child.send(what);
      return answered;
    },
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.disconnect();
      await ended;
    },
  };
}
