// An OpenID provider that others wrote, set up as a strict operator would: see `variants` in run.mjs.

import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { Store } from './store.mjs';

export const CLIENT = 'citizen-app';

const PERSON = {
  name: 'Nguyễn Văn Thử',
  id_last4: '0001',
  account_type: 'citizen',
  age_band: 'adult',
};

function key(alg) {
  const [type, options] = {
    ES256: ['ec', { namedCurve: 'P-256' }],
    RS256: ['rsa', { modulusLength: 2048 }],
    PS256: ['rsa', { modulusLength: 2048 }],
    EdDSA: ['ed25519', {}],
  }[alg];
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: `${alg}-${randomBytes(4).toString('hex')}` };
}

/** Starts a provider; `life` is that of an access token, in seconds. */
export async function start({ alg, par, dpop, nonce, life }) {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const seen = { renewals: 0, grants: 0, bound: 0, consumed: 0, refused: [], revoked: 0, faults: [] };
  const options = {
    adapter: Store,
    clients: [{
      client_id: CLIENT,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: alg,
      dpop_bound_access_tokens: dpop,
      require_pushed_authorization_requests: par,
    }],
    enabledJWA: { idTokenSigningAlgValues: [alg] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub', ...Object.keys(PERSON)] },
    conformIdTokenClaims: false,
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...PERSON }) }),
    pkce: { required: () => true },
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: par, requirePushedAuthorizationRequests: par },
      dPoP: { enabled: dpop, ...(nonce && { nonceSecret: randomBytes(32), requireNonce: () => true }) },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:province',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid offline_access',
          audience: CLIENT,
          accessTokenFormat: 'jwt',
          accessTokenTTL: life,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: {
      AccessToken: life, IdToken: 60, RefreshToken: 3600, AuthorizationCode: 60, Grant: 3600, Session: 3600, Interaction: 300,
    },
  };
  let keys = [];
  let answer;
  const rotate = () => {
    keys = [key(alg), key('ES256'), ...keys];
    const provider = new Provider(issuer, { ...options, jwks: { keys } });
    listen(provider, seen);
    answer = provider.callback();
  };
  rotate();
  server.on('request', (request, reply) => answer(request, reply));
  return { issuer, seen, rotate, close: () => { server.closeAllConnections(); server.close(); } };
}

/** Counts what the provider is asked for. */
function listen(provider, seen) {
  provider.on('grant.success', (ctx) => {
    seen.grants += 1;
    if (ctx.oidc.params.grant_type === 'refresh_token') seen.renewals += 1;
    if (ctx.body.token_type === 'DPoP') seen.bound += 1;
  });
  provider.on('grant.error', (ctx, error) => seen.refused.push(error.message));
  provider.on('pushed_authorization_request.error', (ctx, error) => seen.faults.push(error.message));
  provider.on('authorization.error', (ctx, error) => seen.faults.push(`${error.message}: ${error.error_description}`));
  provider.on('revocation.error', (ctx, error) => seen.faults.push(error.message));
  provider.on('server_error', (ctx, error) => seen.faults.push(error.stack));
  provider.on('refresh_token.consumed', () => { seen.consumed += 1; });
  provider.on('refresh_token.destroyed', () => { seen.revoked += 1; });
  provider.on('grant.revoked', () => { seen.revoked += 1; });
}

/** Drives the provider's pages as a person with a browser would, up to the redirect to the waiting program. */
export async function person(url, sub) {
  const jar = new Map();
  const go = async (to, form) => {
    const reply = await fetch(to, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form && new URLSearchParams(form),
    });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      jar.set(name, value);
    }
    return reply;
  };
  let form;
  const origin = new URL(url).origin;
  for (let step = 0; step < 20; step += 1) {
    const reply = await go(url, form);
    const to = reply.headers.get('location');
    form = undefined;
    if (to) {
      url = new URL(to, url).href;
      if (new URL(url).origin !== origin) {
        return (await fetch(url)).status;
      }
      continue;
    }
    const page = await reply.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page);
    if (!action) throw new Error(`the provider answered ${reply.status}: ${page.slice(0, 400)}`);
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)[1];
    url = new URL(action[1], url).href;
    form = prompt === 'login' ? { prompt, login: sub, password: 'any' } : { prompt };
  }
  throw new Error('the pages never end');
}
