"""PyPI `tuspy`: photos come by a tus client that somebody else wrote.

Usage: python tuspy_client.py BASE_URL CLIENT_ID SUB
"""

import io

from tusclient import client as tus
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from province import Cut, Report, access_token, equal, refused, step

SIZE, CHUNK = 3_000_000, 400_000
token = step("a resident signs in", access_token)


def uploader(report, photo=None, headers=None, url=None):
    to = tus.TusClient(report.grant["url"], headers=headers or report.headers())
    return to.uploader(
        file_stream=io.BytesIO(photo or report.photo), chunk_size=CHUNK, url=url, metadata={"filetype": "image/jpeg"},
    )


report = step("the words are taken, the photo is missed", lambda: Report(token, SIZE))
step("a wrong token opens nothing", lambda: refused(
    lambda: uploader(report, headers={"Authorization": "Bearer wrong"}).upload(), TusCommunicationError))

cut = Cut(after=SIZE // 2)
first = uploader(report)
url = step("an upload is created", first.create_url)
broken = uploader(report, url=cut.through(url))
step("the line breaks in the middle of a piece", lambda: refused(broken.upload, TusUploadFailed, TusCommunicationError))


def resume():
    rest = uploader(report, url=url)
    # The piece that was cut is kept when the province has noticed that no more of it comes.
    held = next((at for at in (rest.get_offset() for _ in range(1000)) if at % CHUNK), 0)
    assert SIZE // 4 < held < SIZE, held
    assert held % CHUNK, f"{held}: nothing of the piece that was cut is held"
    rest.offset = held
    rest.upload()
    equal(rest.offset, SIZE)


step("it goes on from the byte that arrived", resume)
step("the photo is whole at the province", report.arrived)

other = step("another report", lambda: Report(token, SIZE))
changed = other.photo[:-1] + bytes([other.photo[-1] ^ 1])
step("other bytes are not taken for the photo", lambda: refused(
    lambda: uploader(other, photo=changed).upload(), TusUploadFailed, TusCommunicationError))
step("the receipt says that it is missed", lambda: equal(other.receipt()["missing"], [other.sha256]))
