// npm `tus-js-client`: photos come by the reference client of tus.
// Usage: node tus-js-client.mjs BASE_URL CLIENT_ID SUB

import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { choose, equal, step } from './browser.mjs';

const [base, clientId, sub] = process.argv.slice(2);
const SIZE = 6_000_000;
const CHUNK = 2_500_000;
const hash = (bytes, form) => createHash('sha256').update(bytes).digest(form);
const claims = (jws) => JSON.parse(Buffer.from(jws.split('.')[1], 'base64url'));

/** By authorization code with PKCE; the province was told to take clients without a key of their own. */
async function accessToken() {
  const redirect_uri = 'http://127.0.0.1:4711/callback';
  const verifier = randomBytes(36).toString('base64url');
  const described = await (await fetch(`${base}/.well-known/openid-configuration`)).json();
  const ask = new URL(described.authorization_endpoint);
  ask.search = new URLSearchParams({
    client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri,
    state: randomBytes(12).toString('hex'), nonce: randomBytes(12).toString('hex'),
    code_challenge: hash(verifier, 'base64url'), code_challenge_method: 'S256',
  });
  const code = (await choose(ask, sub)).searchParams.get('code');
  const reply = await fetch(described.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code', code, redirect_uri, client_id: clientId, code_verifier: verifier,
    }),
  });
  equal(reply.status, 200, 'status');
  return (await reply.json()).access_token;
}

function uuid7() {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function call(method, path, token, body) {
  const reply = await fetch(base + path, {
    method, body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  equal(reply.ok, true, `${method} ${path}: ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

/** A report whose words the province has and whose photo it misses. */
async function file() {
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(SIZE - 4)]);
  const [id, sha256] = [uuid7(), hash(photo, 'hex')];
  const reply = JSON.parse(await call('PUT', `/v1/items/${id}`, token, {
    kind: 'report', category: 'giao_thong', severity: 2, text: 'Cây đổ chắn lối đi.',
    captured_at: new Date().toISOString(), visibility: 'public',
    attachments: [{ sha256, bytes: SIZE, media_type: 'image/jpeg' }],
  }));
  equal(claims(reply.receipt).complete, false, 'complete');
  return { id, sha256, photo, grant: reply.uploads[0] };
}

const receipt = async ({ id }) => claims(JSON.parse(await call('GET', `/v1/items/${id}`, token)).receipt);

/** Brings `photo`; gives where the upload is. `stopAt`: the line is cut when so many bytes have left. */
function bring(report, { photo = report.photo, uploadUrl = null, key = report.grant.token, stopAt = Infinity, ...more } = {}) {
  return new Promise((done, failed) => {
    let from = null;
    const upload = new Upload(photo, {
      endpoint: report.grant.url, uploadUrl, headers: { authorization: `Bearer ${key}` }, chunkSize: CHUNK,
      metadata: { filetype: 'image/jpeg' }, retryDelays: null, ...more,
      onError: failed,
      onSuccess: () => done({ url: upload.url, from }),
      onProgress: (sent) => {
        from ??= sent;
        if (sent >= stopAt) upload.abort().then(() => done({ url: upload.url, cut: sent }), failed);
      },
    });
    upload.start();
  });
}

async function status(work) {
  try {
    await work();
  } catch (error) {
    return error.originalResponse?.getStatus();
  }
  throw new Error('not refused');
}

async function arrived(report) {
  const said = await receipt(report);
  equal(said.complete, true, 'complete');
  equal(said.attachments[0].sha256, report.sha256, 'SHA-256 in the receipt');
  const operator = JSON.parse(await readFile(join(process.env.PROVINCE_DATA, 'operator.json'))).token;
  const kept = await call('GET', `/officials/reports/${report.id}/parts/${report.sha256}`, operator);
  equal(hash(kept, 'hex'), report.sha256, 'SHA-256 of what officials have');
}

const token = await step('a resident signs in', accessToken);
const report = await step('the words are taken, the photo is missed', file);
await step('a wrong token opens nothing', async () =>
  equal(await status(() => bring(report, { key: 'wrong' })), 403, 'status'));
const cut = await step('the line is cut in the middle', () => bring(report, { stopAt: SIZE / 3 }));
await step('it goes on from the byte that arrived', async () => {
  let held;
  // As long as the province still reads what was under way when the line was cut, it may refuse: asked again, as every client does by itself.
  const done = await bring(report, {
    uploadUrl: cut.url, retryDelays: [50, 200, 1000, 3000],
    onAfterResponse: (_, reply) => { held ??= Number(reply.getHeader('Upload-Offset')); },
  });
  equal(done.url, cut.url, 'where');
  equal(held > 0 && held < SIZE, true, `held ${held}`);
});
await step('the photo is whole at the province', () => arrived(report));

const small = await step('another report', file);
await step('the first bytes may come with the creation', () => bring(small, { uploadDataDuringCreation: true }));
await step('that photo is whole too', () => arrived(small));

const other = await step('a third report', file);
await step('other bytes are not taken for the photo', async () => {
  const changed = Buffer.from(other.photo);
  changed[SIZE - 1] ^= 1;
  equal(await status(() => bring(other, { photo: changed })), 422, 'status');
});
await step('the receipt says that it is missed', async () =>
  equal((await receipt(other)).missing[0], other.sha256, 'missing'));
