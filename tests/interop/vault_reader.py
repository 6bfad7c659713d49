"""Reads a vault of the citizen core, by core/store/FORMAT.md and the package `cryptography`.

    python vault_reader.py PROFILE_FOLDER

prints every row of every table and every sealed file's hash as one JSON object. Nothing in the folder is written.
Keys in files (`file`) are read; a passphrase, a system's key ring or hardware is somebody else's to unlock.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import struct
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE = 4096


class Damaged(Exception):
    """What was read is not what was written."""


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def aes_open(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, associated)
    except InvalidTag as error:
        raise Damaged("a piece does not open") from error


class Bytes:
    """Takes bytes from the front."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, n: int) -> bytes:
        piece = self.data[self.at : self.at + n]
        if len(piece) != n:
            raise Damaged("too short")
        self.at += n
        return piece

    def number(self, form: str) -> int:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def text(self) -> str:
        return self.take(self.number(">B")).decode()


@dataclass
class Keys:
    vault_id: bytes
    key_store: str
    binding: tuple
    epochs: dict
    files: bytes


def read_envelope(profile: Path) -> Keys:
    """FORMAT.md, "Envelope", and "Key files" for the key that sealed it."""
    whole = (profile / "profile.key").read_bytes()
    body, checksum = whole[:-16], whole[-16:]
    if hashlib.sha256(body).digest()[:16] != checksum:
        raise Damaged("envelope")
    data = Bytes(body)
    if data.take(8) != b"CTZKEYS\x01":
        raise Damaged("envelope")
    vault_id = data.take(16)
    key_store, *binding = data.text(), data.text(), data.text(), data.text()
    numbers = [data.number(">I") for _ in range(data.number(">B"))]
    if data.number(">B") != 0 or key_store != "file":
        raise SystemExit(f"the key is kept elsewhere: {key_store}")
    associated = body[: data.at]
    sealed = data.take(data.number(">H"))
    if data.at != len(body):
        raise Damaged("envelope")
    plain = open_by_key_file(profile, f"citizen/vault/{vault_id.hex()}", associated, sealed)
    keys = [plain[i : i + 32] for i in range(0, len(plain), 32)]
    if len(keys) != 1 + len(numbers):
        raise Damaged("envelope")
    return Keys(vault_id, key_store, tuple(binding), dict(zip(numbers, keys[1:])), keys[0])


def open_by_key_file(profile: Path, name: str, associated: bytes, sealed: bytes) -> bytes:
    file = profile / "keys" / (hashlib.sha256(name.encode()).hexdigest() + ".seal")
    if sealed[:1] != b"\x01":
        raise Damaged("sealed by another version")
    bound = b"\x01" + struct.pack(">Q", len(name)) + name.encode() + associated
    return aes_open(file.read_bytes(), sealed[1:13], sealed[13:], bound)


class Database:
    """One main file and its log, turned into a plain SQLite image."""

    def __init__(self, path: Path, keys: Keys):
        self.main = path.read_bytes()
        log = path.with_name(path.name + "-wal")
        self.log = log.read_bytes() if log.exists() else b""
        header = Bytes(self.main[:PAGE])
        if header.take(16) != b"CITIZEN VAULT\r\n\x1a":
            raise Damaged("no vault")
        version, page, self.epoch, zero = (header.number(">I") for _ in range(4))
        if (version, page, zero) != (1, PAGE, 0):
            raise Damaged("another version")
        if header.take(16) != keys.vault_id:
            raise Damaged("another vault's file")
        check = header.take(12), header.take(16)
        if hashlib.sha256(self.main[: header.at]).digest() != header.take(32):
            raise Damaged("header")
        self.vault_id = keys.vault_id
        self.key = keys.epochs[self.epoch]
        # The key check is an empty text.
        self.open(b"K", 0, check[0], check[1])
        self.table, self.moved = self.newest_table(path)
        self.frames = 0

    def open(self, kind: bytes, number: int, nonce: bytes, sealed: bytes, salts: bytes = bytes(8)) -> bytes:
        associated = (
            b"citizen vault 1\0"
            + kind
            + bytes(3)
            + struct.pack(">I", self.epoch)
            + self.vault_id
            + struct.pack(">Q", number)
            + salts
        )
        return aes_open(self.key, nonce, sealed, associated)

    def newest_table(self, path: Path) -> tuple:
        """The nonces of the pages, and which frames of the log are in them: the table that the highest generation names."""
        records = []
        for number, at in enumerate((PAGE, 2 * PAGE)):
            block = self.main[at : at + 60]
            try:
                records.append(self.open(b"G", number, block[:12], block[12:]))
            except Damaged:
                # Torn while it was written: the other one counts.
                continue
        if not records:
            raise Damaged("no generation")
        name = max(records)[16:28]
        for slot in "01":
            file = path.with_name(f"{path.name}-pages{slot}")
            whole = file.read_bytes() if file.exists() else b""
            if whole[:12] == name:
                length = len(whole) - 28
                # The first tables did not tell what was moved.
                count = (length if length % 12 == 0 else length - 16) // 12
                text = self.open(b"T", count, name, whole[12:])
                nonces = [text[i : i + 12] for i in range(0, 12 * count, 12)]
                told = text[12 * count :] or bytes(16)
                return nonces, (told[:8], struct.unpack(">Q", told[8:])[0])
        raise Damaged("no table of pages")

    def pages(self) -> dict:
        """Pages of the main file that are the newest and whole: text, tag 16, nonce 12, four zeros. Any other one the log has, or it
        is missed."""
        found = {}
        body = self.main[4 * PAGE :]
        for number in range(1, min(len(body) // PAGE, len(self.table)) + 1):
            sealed = body[(number - 1) * PAGE : number * PAGE]
            text, tag, nonce, rest = sealed[:-32], sealed[-32:-16], sealed[-16:-4], sealed[-4:]
            if rest != bytes(4) or self.table[number - 1] != nonce:
                continue
            try:
                found[number] = self.open(b"P", number, nonce, text + tag) + bytes(32)
            except Damaged:
                continue
        return found

    def apply_log(self, pages: dict) -> int:
        """Applies every whole transaction of the log; the number of pages afterwards."""
        size = struct.unpack(">I", pages[1][28:32])[0] if 1 in pages else 0
        salts, durable = self.mark()
        if len(self.log) < 64:
            if durable:
                raise Damaged("the log is gone")
            return size
        try:
            header = self.open(b"L", 0, self.log[:12], self.log[12:60])
        except Damaged:
            # Torn while it was begun: an empty log.
            header = bytes(32)
        if durable and header[16:24] != salts:
            raise Damaged("another log")
        salts = header[16:24]
        waiting = {}
        length = 12 + 24 + PAGE + 8 + 16 + 4
        for slot in range((len(self.log) - 64) // length):
            sealed = self.log[64 + slot * length : 64 + (slot + 1) * length]
            try:
                text = self.open(b"F", slot, sealed[:12], sealed[12:-4], salts)
            except Damaged:
                # A torn end, or the rest of an earlier log.
                break
            number, commit = struct.unpack(">II", text[:8])
            waiting[number] = text[24 : 24 + PAGE]
            if commit:
                pages.update(waiting)
                waiting, size, self.frames = {}, commit, slot + 1
        if self.frames < durable:
            raise Damaged("the log has lost its end")
        if salts == self.moved[0] and self.frames < self.moved[1]:
            raise Damaged("the log has lost frames that were moved")
        return size

    def mark(self) -> tuple:
        """Salts of the log, and how many of its frames are durable for certain."""
        block = self.main[3 * PAGE : 3 * PAGE + 60]
        try:
            text = self.open(b"M", 0, block[:12], block[12:])
        except Damaged:
            return bytes(8), 0
        return text[:8], struct.unpack(">Q", text[8:16])[0]

    def image(self) -> bytes:
        pages = self.pages()
        size = self.apply_log(pages)
        if any(number not in pages for number in range(1, size + 1)):
            raise Damaged("a page that is not the newest")
        image = bytearray(b"".join(pages[number] for number in range(1, size + 1)))
        # No log beside the image: read as a database with a rollback journal.
        image[18:20] = b"\x01\x01"
        return bytes(image)

    def rows(self) -> dict:
        with tempfile.TemporaryDirectory() as folder:
            plain = os.path.join(folder, "plain.db")
            Path(plain).write_bytes(self.image())
            database = sqlite3.connect(plain)
            verdict = database.execute("PRAGMA integrity_check").fetchall()
            if verdict != [("ok",)] or database.execute("PRAGMA foreign_key_check").fetchall():
                raise Damaged(f"the image: {verdict}")
            names = [
                name
                for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
            ]
            tables = {}
            for name in names:
                cursor = database.execute(f'SELECT * FROM "{name}"')
                columns = [column[0] for column in cursor.description]
                tables[name] = [dict(zip(columns, map(plain_value, row))) for row in cursor]
            database.close()
        return tables


def plain_value(value):
    return {"hex": value.hex()} if isinstance(value, bytes) else value


CHUNK = 64 * 1024


def read_file(path: Path, files_key: bytes) -> bytes:
    """FORMAT.md, "Files": content of a sealed file, its name, hash and length checked."""
    whole = path.read_bytes()
    header, body, trailer = whole[:24], whole[24:-56], whole[-56:]
    if header[:8] != b"CTZFILE\x01" or len(whole) < 80:
        raise Damaged("file")
    key = hkdf(files_key, header[8:], b"citizen file content, version 1")

    def chunk(number: int, last: int, sealed: bytes) -> bytes:
        return aes_open(key, bytes(7) + struct.pack(">IB", number, last), sealed, header)

    step = CHUNK + 16
    pieces = [body[at : at + step] for at in range(0, len(body), step)]
    content = b"".join(chunk(number, 0, piece) for number, piece in enumerate(pieces))
    end = chunk(len(pieces), 1, trailer)
    if end != hashlib.sha256(content).digest() + struct.pack(">Q", len(content)):
        raise Damaged("file")
    names = hkdf(files_key, b"", b"citizen file names, version 1")
    name = hmac.new(names, hashlib.sha256(content).hexdigest().encode(), hashlib.sha256).hexdigest()
    if name != path.name:
        raise Damaged("a file under another's name")
    return content


def read_files(profile: Path, files_key: bytes) -> dict:
    folder = profile / "files"
    found = {}
    for path in sorted(folder.iterdir()) if folder.exists() else []:
        if len(path.name) == 64:
            content = read_file(path, files_key)
            found[hashlib.sha256(content).hexdigest()] = content
    return found


def read_vault(profile: Path) -> dict:
    keys = read_envelope(profile)
    main = [path for path in profile.glob("vault-*.db") if path.name == f"vault-{newest(keys, profile)}.db"]
    database = Database(main[0], keys)
    return {
        "vault_id": keys.vault_id.hex(),
        "epoch": database.epoch,
        "bound_to": keys.binding,
        "tables": database.rows(),
        "log_frames": database.frames,
        "files": read_files(profile, keys.files),
    }


def newest(keys: Keys, profile: Path) -> int:
    there = [epoch for epoch in keys.epochs if (profile / f"vault-{epoch}.db").exists()]
    if not there:
        raise Damaged("no main file for the keys of the envelope")
    return max(there)


def main() -> None:
    found = read_vault(Path(sys.argv[1]))
    found["files"] = {sha256: len(content) for sha256, content in found["files"].items()}
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
