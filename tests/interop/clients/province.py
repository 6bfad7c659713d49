"""What the Python clients share: a resident with a plain bearer token, a report with a photo to bring, steps that are counted."""

import base64
import hashlib
import json
import os
import re
import secrets
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

BASE, CLIENT_ID, SUB = sys.argv[1:4]
REDIRECT = "http://127.0.0.1:4711/callback"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def choose(url):
    """Opens `url`, presses the button of the resident, gives the address that the browser is sent back to."""
    page = urllib.request.urlopen(url).read().decode()
    request = re.search(r'name="request" value="([^"]+)"', page).group(1)
    form = urllib.parse.urlencode({"request": request, "sub": SUB}).encode()
    try:
        urllib.request.build_opener(NoRedirect).open(BASE + "/oauth/authorize", form)
    except urllib.error.HTTPError as answer:
        assert answer.code == 303, answer.code
        return answer.headers["location"]
    raise AssertionError("nothing to go back to")


def step(name, work):
    """Runs one step and says how it went; the first that fails is the end."""
    try:
        value = work()
    except Exception as error:  # any kind of failure is the end
        print(f"not ok {name}: {type(error).__name__}: {error}", flush=True)
        sys.exit(1)
    print(f"ok {name}", flush=True)
    return value


def equal(got, expected):
    assert got == expected, f"{got!r} instead of {expected!r}"


def refused(work, *kinds):
    """What `work` is refused with; it must be one of `kinds`."""
    try:
        work()
    except kinds as error:
        return error
    raise AssertionError("not refused")


def call(method, path, token, body=None):
    data = None if body is None else json.dumps(body).encode()
    head = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    request = urllib.request.Request(BASE + path, data=data, headers=head, method=method)
    with urllib.request.urlopen(request) as reply:
        return reply.read()


def access_token():
    """By authorization code with PKCE; the province was told to take clients without a key of their own."""
    described = json.load(urllib.request.urlopen(BASE + "/.well-known/openid-configuration"))
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": CLIENT_ID, "response_type": "code", "scope": "openid", "redirect_uri": REDIRECT,
        "state": secrets.token_urlsafe(16), "nonce": secrets.token_urlsafe(16),
        "code_challenge": challenge, "code_challenge_method": "S256",
    }
    back = choose(described["authorization_endpoint"] + "?" + urllib.parse.urlencode(query))
    code = urllib.parse.parse_qs(urllib.parse.urlparse(back).query)["code"][0]
    form = urllib.parse.urlencode({
        "grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "client_id": CLIENT_ID,
        "code_verifier": verifier,
    }).encode()
    return json.load(urllib.request.urlopen(described["token_endpoint"], form))["access_token"]


def uuid7():
    ms = int(time.time() * 1000)
    return str(uuid.UUID(int=(ms << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)))


class Report:
    """A report whose words the province has and whose photo it misses."""

    def __init__(self, token, size):
        self.token, self.id = token, uuid7()
        self.photo = b"\xff\xd8\xff\xe0" + secrets.token_bytes(size - 4)
        self.sha256 = hashlib.sha256(self.photo).hexdigest()
        part = {"sha256": self.sha256, "bytes": size, "media_type": "image/jpeg"}
        reply = json.loads(call("PUT", f"/v1/items/{self.id}", token, {
            "kind": "report", "category": "giao_thong", "severity": 2, "text": "Ổ gà trước cổng chợ.",
            "captured_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "visibility": "public",
            "attachments": [part],
        }))
        equal(claims(reply["receipt"])["missing"], [self.sha256])
        self.grant = reply["uploads"][0]

    def headers(self):
        return {"Authorization": f"Bearer {self.grant['token']}"}

    def receipt(self):
        return claims(json.loads(call("GET", f"/v1/items/{self.id}", self.token))["receipt"])

    def arrived(self):
        """The receipt is whole, and the officials' side has the very bytes."""
        receipt = self.receipt()
        equal((receipt["complete"], [a["sha256"] for a in receipt["attachments"]]), (True, [self.sha256]))
        with open(os.path.join(os.environ["PROVINCE_DATA"], "operator.json"), encoding="utf-8") as file:
            operator = json.load(file)["token"]
        kept = call("GET", f"/officials/reports/{self.id}/parts/{self.sha256}", operator)
        equal(hashlib.sha256(kept).hexdigest(), self.sha256)


def claims(jws):
    payload = jws.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


class Cut:
    """A line to the province that breaks, once, after so many bytes of what goes up; afterwards it is whole."""

    def __init__(self, after):
        self.left, self.broken = after, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def through(self, url):
        return urllib.parse.urlparse(url)._replace(netloc=self.host).geturl()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            to = urllib.parse.urlparse(BASE)
            far = socket.create_connection((to.hostname, to.port))
            threading.Thread(target=self.pump, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(far, near, False), daemon=True).start()

    def pump(self, source, sink, up):
        try:
            while piece := source.recv(16_384):
                if up and not self.broken:
                    self.left -= len(piece)
                    self.broken = self.left <= 0
                    if self.broken:
                        break
                sink.sendall(piece)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
