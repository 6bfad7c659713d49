// The program's photos on servers that others wrote. `CITIZEN` names the program, `PACK` a province pack, `PYTHON` a Python with
// `requirements.txt`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { open } from './gateway.mjs';
import { resumableUpload, tusNode } from './servers.mjs';

const variants = [
  { name: 'npm @tus/server', start: tusNode },
  { name: 'PyPI resumable-upload', start: resumableUpload },
];

function program(home, args) {
  return spawn(process.env.CITIZEN, ['--json', ...args], {
    env: { PATH: process.env.PATH, CITIZEN_HOME: home, HOME: home, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts a command; `first` is its first line, `ended` its exit status. */
function begin(home, ...args) {
  const child = program(home, args);
  const said = [];
  let err = '';
  child.stderr.on('data', (piece) => { err += piece; });
  const ended = new Promise((done) => child.on('close', done));
  const first = new Promise((done, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => { said.push(JSON.parse(line)); done(said[0]); });
    ended.then((code) => failed(new Error(`${args.join(' ')} ended: ${code} ${err}`)));
  });
  first.catch(() => {});
  return { child, first, said, ended };
}

async function run(home, ...args) {
  const command = begin(home, ...args);
  return { code: await command.ended, said: command.said };
}

async function ok(home, ...args) {
  const { code, said } = await run(home, ...args);
  assert.equal(code, 0, `${args.join(' ')}: exit ${code} ${JSON.stringify(said)}`);
  return said[0];
}

/** Presses the button of the demo resident, and goes where the province leads. */
async function signIn(home) {
  const login = begin(home, 'login', '--no-browser', '--timeout', '60');
  const { authorize_url: url } = await login.first;
  const page = await (await fetch(url)).text();
  const form = new URLSearchParams({ request: /name="request" value="([^"]+)"/.exec(page)[1], sub: 'demo-thu' });
  const answer = await fetch(new URL('/oauth/authorize', url), { method: 'POST', redirect: 'manual', body: form });
  await fetch(answer.headers.get('location'));
  assert.equal(await login.ended, 0, JSON.stringify(login.said));
}

/** Syncs until `done`, at most so many times; how often. */
async function until(phone, done, most = 8) {
  for (let n = 1; n <= most; n += 1) {
    await ok(phone, 'outbox', 'retry');
    await run(phone, 'sync');
    if (await done()) return n;
  }
  return undefined;
}

async function file(phone, photo) {
  const { report } = await ok(
    phone, 'report', 'new', '--category', 'giao_thong', '--text', 'Ổ gà trước cổng chợ.', '--photo', photo, '--no-place');
  const show = async () => (await ok(phone, 'report', 'show', report.id)).report;
  return { id: report.id, sha256: report.photos[0].sha256, bytes: report.photos[0].bytes, show };
}

async function story({ start }) {
  const home = await mkdtemp(join(tmpdir(), 'interop-tus-'));
  const [data, phone] = [join(home, 'province'), join(home, 'phone')];
  const photos = await start(join(home, 'photos'));
  const gateway = await open(photos);
  const { seen, faults } = gateway;
  const province = begin(
    join(home, 'gateway'), 'province', 'serve', '--demo', '--listen', '127.0.0.1:0', '--base-url', gateway.base,
    '--data', data, '--pack', process.env.PACK,
  );
  try {
    const { listen } = await province.first;
    gateway.before(Number(listen.split(':').pop()));
    await ok(phone, 'init', '--province', gateway.base);
    await signIn(phone);
    // A slip as photographed is as good a photo as any.
    const { hits } = await ok(phone, 'search', 'khai sinh', '--kind', 'procedure');
    const { dossier } = await ok(
      home, 'province', 'dossier', 'add', '--procedure', hits[0].code, '--owner', 'demo-thu', '--data', data);
    const photo = join(home, 'photo.jpg');
    await ok(home, 'province', 'dossier', 'slip', dossier.code, '--out', photo, '--data', data);

    // A wrong token opens nothing there; the phone asks the province for another. Then the line breaks in the middle.
    Object.assign(faults, { token: true, cut: true });
    const report = await file(phone, photo);
    const accepted = async () => (await report.show()).state === 'accepted';
    const syncs = await until(phone, accepted);
    assert.ok(syncs, `not accepted: ${JSON.stringify(await report.show())} ${JSON.stringify({ ...seen, carried: 0 })} ${seen.trouble?.stack}`);
    assert.ok(seen.refused > 0, 'the wrong token was refused');
    assert.equal(seen.cut, 1, 'the line broke once');
    const held = seen.heads[0];
    assert.ok(held >= 0 && held < report.bytes, `held after the cut: ${held}`);
    assert.ok(seen.resumed.includes(held), `it went on from ${held}: ${seen.resumed}`);
    const [{ bytes, status }] = seen.carried;
    assert.deepEqual([status, createHash('sha256').update(bytes).digest('hex')], [201, report.sha256], 'what arrived there');
    const { receipt } = await ok(phone, 'receipt', 'show', report.id);
    assert.deepEqual([receipt.verified, receipt.attachments[0].sha256], [true, report.sha256]);

    // The judge: what the server hands on changed is no photo of that report, and is never called accepted.
    faults.spoil = true;
    const spoilt = await file(phone, photo);
    assert.equal(await until(phone, async () => (await spoilt.show()).state === 'accepted', 3), undefined, 'a changed photo');
    assert.ok(seen.carried.some(({ status: refused }) => refused === 422), 'the province refused it');
    const { reports } = await ok(home, 'province', 'report', 'list', '--data', data);
    assert.deepEqual(reports.map((r) => r.complete).sort(), [false, true]);
    return `${report.bytes} bytes, ${held} held after the cut, ${syncs} syncs`;
  } finally {
    province.child.kill('SIGTERM');
    await province.ended;
    gateway.close();
    photos.close();
    await rm(home, { recursive: true, force: true });
  }
}

let failed = 0;
const only = process.argv[2];
for (const variant of variants.filter(({ name }) => !only || name.includes(only))) {
  try {
    console.log(`ok ${variant.name}: ${await story(variant)}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${variant.name}: ${error.stack}`);
  }
}
process.exit(failed ? 1 : 0);
