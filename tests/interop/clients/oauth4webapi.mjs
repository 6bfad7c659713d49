// npm `oauth4webapi`: every request and every check by itself, nonces asked for and used by hand.
// Usage: node oauth4webapi.mjs BASE_URL CLIENT_ID SUB

import * as oauth from 'oauth4webapi';
import { choose, equal, step } from './browser.mjs';

const [base, clientId, sub] = process.argv.slice(2);
const loopback = { [oauth.allowInsecureRequests]: true };
const redirect_uri = 'http://127.0.0.1:4711/callback';
const [client, none] = [{ client_id: clientId }, oauth.None()];

const as = await step('discovery', async () => {
  const issuer = new URL(base);
  const reply = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...loopback });
  const found = await oauth.processDiscoveryResponse(issuer, reply);
  equal(found.authorization_response_iss_parameter_supported, true, 'iss in replies');
  return found;
});
const key = await step('a key of its own', () => oauth.generateKeyPair('ES256'));
const DPoP = oauth.DPoP(client, key);

/** Once more when the server wants its nonce, as RFC 9449 section 8 says. */
let nonces = 0;
async function twice(send, read) {
  try {
    return await read(await send());
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    nonces += 1;
    return read(await send());
  }
}

const verifier = oauth.generateRandomCodeVerifier();
const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
const pushed = await step('pushed authorization request', async () => {
  const parameters = new URLSearchParams({
    client_id: clientId, redirect_uri, response_type: 'code', scope: 'openid', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  return twice(
    () => oauth.pushedAuthorizationRequest(as, client, none, parameters, { DPoP, ...loopback }),
    (reply) => oauth.processPushedAuthorizationResponse(as, client, reply),
  );
});
const back = await step('a resident is chosen', () => {
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({ client_id: clientId, request_uri: pushed.request_uri });
  return choose(url, sub);
});
const tokens = await step('code against tokens', async () => {
  const answer = oauth.validateAuthResponse(as, client, back, state);
  return twice(
    () => oauth.authorizationCodeGrantRequest(as, client, none, answer, redirect_uri, verifier, { DPoP, ...loopback }),
    (reply) => oauth.processAuthorizationCodeResponse(as, client, reply, { expectedNonce: nonce, requireIdToken: true }),
  );
});
await step('the server asked for its nonce', () => equal(nonces > 0, true, 'asked'));
await step('the ID token is signed by a published key', async () => {
  equal(oauth.getValidatedIdTokenClaims(tokens).sub, sub, 'subject');
  const reply = await fetch(as.jwks_uri);
  const { keys } = await reply.json();
  const [head] = tokens.id_token.split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url'));
  const jwk = keys.find((k) => k.kid === kid);
  const publicKey = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const [signed, signature] = [tokens.id_token.slice(0, tokens.id_token.lastIndexOf('.')), tokens.id_token.split('.')[2]];
  const good = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey,
    Buffer.from(signature, 'base64url'), Buffer.from(signed));
  equal(good, true, 'signature');
});
await step('userinfo', async () => {
  const info = await twice(
    () => oauth.userInfoRequest(as, client, tokens.access_token, { DPoP, ...loopback }),
    (reply) => oauth.processUserInfoResponse(as, client, sub, reply),
  );
  equal(info.sub, sub, 'subject');
});
await step('a resource', async () => {
  const reply = await twice(
    () => oauth.protectedResourceRequest(tokens.access_token, 'GET', new URL('/v1/changes', base), undefined, null,
      { DPoP, ...loopback }),
    (got) => got,
  );
  equal(reply.status, 200, 'status');
});
const next = await step('renewal', () => twice(
  () => oauth.refreshTokenGrantRequest(as, client, none, tokens.refresh_token, { DPoP, ...loopback }),
  (reply) => oauth.processRefreshTokenResponse(as, client, reply),
));
await step('revocation', async () => {
  const reply = await oauth.revocationRequest(as, client, none, next.access_token, loopback);
  await oauth.processRevocationResponse(reply);
  let status = 200;
  try {
    const got = await oauth.userInfoRequest(as, client, next.access_token, { DPoP, ...loopback });
    status = got.status;
  } catch (error) {
    status = error.status ?? 401;
  }
  equal(status, 401, 'status');
});
