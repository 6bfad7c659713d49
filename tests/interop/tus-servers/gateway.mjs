// A province whose photos live on another host: the reference province, whose grants name a tus server that somebody else wrote.
// What arrived there whole is carried over when the phone next asks for its receipt. On the way to that server the line can be
// cut.

import { createServer, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** Headers that belong to one connection. */
const hop = (headers) => Object.fromEntries(
  Object.entries(headers).filter(([name]) => !['connection', 'transfer-encoding', 'keep-alive'].includes(name)));

async function body(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * `seen`: what happened. `faults.token`: the next grants carry a wrong one. `faults.cut`: the next piece is cut in the middle.
 * `faults.spoil`: what is carried over is changed.
 */
export async function open(photos) {
  const seen = { refused: 0, cut: 0, resumed: [], heads: [], carried: [] };
  const faults = { token: false, cut: false, spoil: false };
  const grants = new Map();
  const uploads = new Map();
  let province;
  let base;

  /** Sends a request on; `half`: only half of the body, then the line is gone. */
  function send(to, incoming, bytes, half) {
    return new Promise((done, failed) => {
      const out = request(
        { host: '127.0.0.1', port: to, method: incoming.method, path: incoming.url, headers: hop(incoming.headers), agent: false },
        async (reply) => done({ status: reply.statusCode, headers: reply.headers, bytes: await body(reply) }),
      );
      out.on('error', failed);
      if (!half) {
        out.end(bytes);
        return;
      }
      out.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => { out.destroy(); done(null); }, 300));
    });
  }

  async function toPhotos(incoming, outgoing, bytes) {
    const token = incoming.headers.authorization?.replace(/^Bearer /, '');
    const half = faults.cut && bytes.length > 1000;
    const reply = await send(photos.port, incoming, bytes, half);
    if (half) {
      faults.cut = false;
      seen.cut += 1;
      outgoing.destroy();
      return;
    }
    if (reply.status === 403) seen.refused += 1;
    if (incoming.method === 'POST' && reply.status === 201) {
      uploads.set(token, reply.headers.location.split('/').pop());
    }
    if (incoming.method === 'HEAD') seen.heads.push(Number(reply.headers['upload-offset']));
    if (incoming.method === 'PATCH') seen.resumed.push(Number(incoming.headers['upload-offset']));
    outgoing.writeHead(reply.status, hop(reply.headers));
    outgoing.end(reply.bytes);
  }

  /** Brings what is whole to the province, under its own grant. */
  async function carry() {
    for (const [token, id] of uploads) {
      const grant = grants.get(token);
      const bytes = Buffer.from(await photos.bytes(id));
      if (bytes.length !== grant.bytes) continue;
      if (faults.spoil) bytes[bytes.length - 1] ^= 1;
      const reply = await fetch(grant.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length),
          'content-type': 'application/offset+octet-stream',
        },
        body: bytes,
      });
      uploads.delete(token);
      seen.carried.push({ sha256: grant.sha256, bytes, status: reply.status });
    }
  }

  /** Leads the phone to the other server. */
  async function lead(said, sizes) {
    for (const grant of said.uploads) {
      grants.set(grant.token, { ...grant, url: `http://127.0.0.1:${province}/v1/uploads`, bytes: sizes.get(grant.sha256) });
      await photos.take(grant.token);
      if (faults.token) grant.token = 'wrong';
      grant.url = `${base}/files`;
      // Nothing beyond the core of tus and its creation is promised, so bytes come by PATCH alone.
      grant.extensions = [];
    }
    faults.token = false;
  }

  const sizes = new Map();
  const server = createServer(async (incoming, outgoing) => {
    try {
      const bytes = await body(incoming);
      if (incoming.url.startsWith('/files')) {
        await toPhotos(incoming, outgoing, bytes);
        return;
      }
      const item = incoming.url.startsWith('/v1/items/');
      // What is read here must be plain.
      delete incoming.headers['accept-encoding'];
      if (item && incoming.method === 'PUT') {
        const plain = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
        for (const part of JSON.parse(plain).attachments ?? []) sizes.set(part.sha256, part.bytes);
      }
      if (item) await carry();
      const reply = await send(province, incoming, bytes, false);
      if (item && reply.status === 200 && reply.headers['content-type']?.startsWith('application/json')) {
        const said = JSON.parse(reply.bytes);
        if (said.uploads) await lead(said, sizes);
        reply.bytes = Buffer.from(JSON.stringify(said));
        reply.headers['content-length'] = String(reply.bytes.length);
      }
      outgoing.writeHead(reply.status, hop(reply.headers));
      outgoing.end(reply.bytes);
    } catch (error) {
      seen.trouble = error;
      outgoing.destroy();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${server.address().port}`;
  return {
    base, seen, faults,
    before: (port) => { province = port; },
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
