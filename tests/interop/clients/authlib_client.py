"""PyPI `authlib`: a client without a key of its own (it knows no DPoP), as integrators write one in Python.

Usage: python authlib_client.py BASE_URL CLIENT_ID SUB
"""

import os

# Its name for cleartext; here it never leaves the machine.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.common.security import generate_token  # noqa: E402
from authlib.integrations.requests_client import OAuth2Session, OAuthError  # noqa: E402
from joserfc import jwt  # noqa: E402
from joserfc.jwk import KeySet  # noqa: E402
from province import BASE, CLIENT_ID, REDIRECT, SUB, choose, step  # noqa: E402

session = OAuth2Session(
    CLIENT_ID,
    scope="openid profile",
    redirect_uri=REDIRECT,
    code_challenge_method="S256",
    token_endpoint_auth_method="none",
)
metadata = step("discovery", lambda: session.get(BASE + "/.well-known/openid-configuration", withhold_token=True).json())
verifier, nonce = generate_token(48), generate_token(20)
url, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
back = step("a resident is chosen", lambda: choose(url))
token = step(
    "code against tokens",
    lambda: session.fetch_token(
        metadata["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    ),
)


def id_token():
    keys = KeySet.import_key_set(session.get(metadata["jwks_uri"], withhold_token=True).json())
    claims = jwt.decode(token["id_token"], keys, algorithms=["ES256"]).claims
    rules = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": metadata["issuer"]},
        aud={"essential": True, "value": CLIENT_ID},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True, "value": SUB},
    )
    rules.validate(claims)


def userinfo():
    info = session.get(metadata["userinfo_endpoint"]).json()
    assert info["sub"] == SUB, info


def resource():
    reply = session.get(BASE + "/v1/changes")
    assert reply.status_code == 200, reply.status_code


def renewal():
    old = token["refresh_token"]
    new = session.refresh_token(metadata["token_endpoint"], refresh_token=old)
    assert new["refresh_token"] != old
    try:
        session.refresh_token(metadata["token_endpoint"], refresh_token=old)
    except OAuthError as error:
        assert error.error == "invalid_grant", error
        return
    raise AssertionError("a used token was taken again")


def revocation():
    fresh = session.fetch_token(
        metadata["token_endpoint"],
        authorization_response=choose(session.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=verifier, state="again")[0]),
        state="again",
        code_verifier=verifier,
    )
    done = session.revoke_token(metadata["revocation_endpoint"], token=fresh["access_token"])
    assert done.status_code == 200, done.status_code
    assert session.get(metadata["userinfo_endpoint"]).status_code == 401


step("the ID token says who", id_token)
step("userinfo", userinfo)
step("a resource", resource)
step("renewal, and what was used is used", renewal)
step("revocation", revocation)
