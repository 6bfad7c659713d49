// npm `openid-client`: pushed request, DPoP with the server's nonces, ID token, resources, rotation, signing out.
// Usage: node openid-client.mjs BASE_URL CLIENT_ID SUB

import * as client from 'openid-client';
import { choose, equal, refused, step } from './browser.mjs';

const [base, clientId, sub] = process.argv.slice(2);
const redirect_uri = 'http://127.0.0.1:4711/callback';

const config = await step('discovery', () =>
  client.discovery(new URL(base), clientId, undefined, client.None(), { execute: [client.allowInsecureRequests] }));
const DPoP = await step('a key of its own', async () =>
  client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')));

const verifier = client.randomPKCECodeVerifier();
const [state, nonce] = [client.randomState(), client.randomNonce()];
const url = await step('pushed authorization request', async () =>
  client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri, scope: 'openid profile', state, nonce, max_age: '600', prompt: 'login', acr_values: 'LoA2 LoA1',
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }, { DPoP }));
const back = await step('a resident is chosen', () => choose(url, sub));
let tokens = await step('code against tokens, bound to the key', () =>
  client.authorizationCodeGrant(config, back,
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, maxAge: 600, idTokenExpected: true },
    undefined, { DPoP }));
await step('the ID token says who', () => {
  equal(tokens.token_type, 'dpop', 'token type');
  const claims = tokens.claims();
  equal(claims.sub, sub, 'subject');
  equal(claims.acr, 'LoA2', 'level');
});
await step('a code is good once', () =>
  refused(() => client.authorizationCodeGrant(config, back,
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }, undefined, { DPoP }), 'invalid_grant'));

// The replayed code has ended that sign-in: RFC 6749 section 4.1.2. Once more, without pushing.
const again = await step('a second sign-in, not pushed', async () => {
  const plain = client.buildAuthorizationUrl(config, {
    redirect_uri, scope: 'openid', state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  return client.authorizationCodeGrant(config, await choose(plain, sub),
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }, undefined, { DPoP });
});
await step('userinfo', async () => {
  const info = await client.fetchUserInfo(config, again.access_token, sub, { DPoP });
  equal(info.account_type, 'citizen', 'account type');
});
const resource = (token, options) =>
  client.fetchProtectedResource(config, token, new URL('/v1/changes', base), 'GET', null, undefined, options);
await step('a resource with a proof', async () => {
  const reply = await resource(again.access_token, { DPoP });
  equal(reply.status, 200, 'status');
  await reply.body?.cancel();
});
await step('a resource without a proof is refused', async () => {
  let status = 0;
  try {
    status = (await resource(again.access_token)).status;
  } catch (error) {
    status = error.status ?? error.cause?.status ?? 401;
  }
  equal(status, 401, 'status');
});
const next = await step('renewal', () => client.refreshTokenGrant(config, again.refresh_token, undefined, { DPoP }));
await step('a lost reply gets the same successor', async () => {
  const same = await client.refreshTokenGrant(config, again.refresh_token, undefined, { DPoP });
  equal(same.refresh_token, next.refresh_token, 'successor');
});
await step('another key gets nothing', async () => {
  const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  await refused(() => client.refreshTokenGrant(config, next.refresh_token, undefined, { DPoP: other }), 'invalid_grant');
});
await step('revocation', async () => {
  await client.tokenRevocation(config, next.refresh_token);
  await refused(() => client.refreshTokenGrant(config, next.refresh_token, undefined, { DPoP }), 'invalid_grant');
});
await step('signing out leads back', async () => {
  const out = client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: 'http://127.0.0.1:4711/out', id_token_hint: next.id_token, state: 's',
  });
  const reply = await fetch(out, { redirect: 'manual' });
  equal(reply.headers.get('location'), 'http://127.0.0.1:4711/out?state=s', 'address');
});
