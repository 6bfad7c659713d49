"""PyPI `resumable-upload` as a server of photos. Says its port on the first line.

Usage: python resumable_server.py FOLDER: keeps what it takes in FOLDER/files; takes the tokens that FOLDER/tokens lists.
"""

import pathlib
import sys
from http.server import ThreadingHTTPServer

from resumable_upload import SQLiteStorage, TusHookError, TusHTTPRequestHandler, TusServer

folder = pathlib.Path(sys.argv[1])


def known(_method, _path, headers):
    given = {name.lower(): value for name, value in headers.items()}.get("authorization", "")
    if given.removeprefix("Bearer ") not in (folder / "tokens").read_text().split():
        raise TusHookError("not this token", status_code=403)


class Handler(TusHTTPRequestHandler):
    tus_server = TusServer(
        storage=SQLiteStorage(db_path=str(folder / "uploads.db"), upload_dir=str(folder / "files")),
        base_path="/files", on_incoming_request=known,
    )

    def log_message(self, *_args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
