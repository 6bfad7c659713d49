// The program against a provider that others wrote: signs in, calls the province, renews, signs out. The province takes the
// provider as its outside issuer. `CITIZEN` names the program, `PACK` a province pack.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENT, person, start } from './provider.mjs';

const LIFE = 5;
/** `life`: seconds that an access token lives. */
const variants = [
  { alg: 'ES256', par: true, dpop: true, nonce: true },
  { alg: 'RS256', par: true, dpop: true, nonce: true },
  { alg: 'EdDSA', par: false, dpop: true, nonce: false },
  { alg: 'PS256', par: false, dpop: false, nonce: false },
];

function program(home, args) {
  return spawn(process.env.CITIZEN, [...args], {
    env: { PATH: process.env.PATH, CITIZEN_HOME: home, HOME: home, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end: exit status and the objects that it said. */
async function run(home, ...args) {
  const child = program(home, ['--json', ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => { out += piece; });
  child.stderr.on('data', (piece) => { err += piece; });
  const code = await new Promise((done) => child.on('close', done));
  return { code, err, said: out.split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
}

async function ok(home, ...args) {
  const { code, said, err } = await run(home, ...args);
  assert.equal(code, 0, `${args.join(' ')}: exit ${code} ${JSON.stringify(said)} ${err}`);
  return said[0];
}

/** Starts a command that goes on; gives its first line. */
async function begin(home, ...args) {
  const child = program(home, ['--json', ...args]);
  const lines = createInterface({ input: child.stdout });
  const said = [];
  let err = '';
  child.stderr.on('data', (piece) => { err += piece; });
  const ended = new Promise((done) => child.on('close', done));
  const first = await new Promise((done, failed) => {
    lines.on('line', (line) => { said.push(JSON.parse(line)); done(said[0]); });
    ended.then((code) => failed(new Error(`${args.join(' ')} ended: ${code} ${err}`)));
  });
  return { child, first, said, ended };
}

async function signIn(home) {
  const login = await begin(home, 'login', '--no-browser', '--timeout', '60');
  const url = login.first.authorize_url;
  assert.equal(await person(url, 'thu'), 200, 'the waiting program answers the browser');
  assert.equal(await login.ended, 0, JSON.stringify(login.said));
  return { url: new URL(url), who: login.said[1] };
}

async function story(variant) {
  const home = await mkdtemp(join(tmpdir(), 'interop-'));
  const provider = await start({ ...variant, life: LIFE });
  const { seen } = provider;
  const province = await begin(
    join(home, 'gateway'), 'province', 'serve', '--demo', '--listen', '127.0.0.1:0', '--data', join(home, 'province'),
    '--pack', process.env.PACK, '--issuer', provider.issuer, '--client-id', CLIENT,
  );
  try {
    const phone = join(home, 'phone');
    await ok(phone, 'init', '--province', province.first.base_url);
    const { url, who } = await signIn(phone);
    assert.equal(url.searchParams.has('request_uri'), variant.par, 'parameters go ahead where the provider takes them so');
    assert.deepEqual(
      [who.signed_in, who.display_name, who.id_last4, who.age_band],
      [true, 'Nguyễn Văn Thử', '0001', 'adult'],
    );
    await ok(phone, 'report', 'new', '--category', 'giao_thong', '--text', 'Ổ gà trước cổng chợ.');
    const sent = await ok(phone, 'sync');
    assert.equal(sent.sent, 1, JSON.stringify(sent));

    // The access token runs out; two programs notice at the same moment and renew once.
    const before = seen.renewals;
    await sleep((LIFE + 1) * 1000);
    const both = await Promise.all([run(phone, 'sync'), run(phone, 'sync')]);
    assert.deepEqual(both.map(({ code }) => code), [0, 0], JSON.stringify(both));
    assert.equal(seen.renewals, before + 1, 'one renewal');
    assert.equal(seen.consumed, seen.renewals, 'each refresh token is used once');
    // The provider changes its keys; the rotated token serves for the next renewal, and everybody fetches the new keys.
    provider.rotate();
    await sleep((LIFE + 1) * 1000);
    await ok(phone, 'report', 'new', '--category', 'giao_thong', '--text', 'Đèn đường không sáng.');
    const after = await ok(phone, 'sync');
    assert.equal(after.sent, 1, `${JSON.stringify(after)} ${JSON.stringify(seen)}`);
    assert.equal(seen.renewals, before + 2, 'the rotated token serves for the next');
    assert.equal(seen.bound, variant.dpop ? seen.grants : 0, 'tokens are bound to the device where the provider binds');
    assert.deepEqual(seen.refused.filter((why) => why !== 'use_dpop_nonce'), []);
    assert.equal(seen.refused.length > 0, Boolean(variant.nonce), 'a nonce was asked for');

    const out = await ok(phone, 'logout', '--everywhere', '--no-browser');
    assert.deepEqual([out.signed_out, out.delivered], [true, true]);
    assert.ok(seen.revoked > 0, 'the provider let the session go');
    assert.equal((await fetch(out.end_session_url)).status, 200, 'the page that ends its own session');
    assert.equal((await run(phone, 'whoami')).code, 5);
    assert.deepEqual(seen.faults, []);
    return `${seen.grants} grants, ${seen.refused.length} nonces asked for`;
  } finally {
    province.child.kill('SIGTERM');
    await province.ended;
    provider.close();
    await rm(home, { recursive: true, force: true });
  }
}

let failed = 0;
const only = process.argv[2];
for (const variant of variants.filter(({ alg }) => !only || alg === only)) {
  const name = `oidc-provider ${variant.alg}${variant.par ? ' PAR' : ''}${variant.dpop ? ' DPoP' : ''}${variant.nonce ? ' nonce' : ''}`;
  try {
    console.log(`ok ${name}: ${await story(variant)}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}: ${error.stack}`);
  }
}
process.exit(failed ? 1 : 0);
