"""Lets `citizen` live a whole story, cuts it off with its log unread, and holds what this reader reads against what the core reads:
every column of every row of every table, every sealed file, and what the program exports.

    python check_vault.py CITIZEN_PROGRAM ROWS_PROGRAM

ROWS_PROGRAM is the example `rows` of citizen-store.
"""

import base64
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vault_reader import Damaged, read_vault


def fail(why: str) -> None:
    print(f"check_vault: {why}")
    raise SystemExit(1)


def expect(so: bool, why: str) -> None:
    if not so:
        fail(why)


class Citizen:
    def __init__(self, program: str, home: Path):
        self.program, self.home = program, home

    def run(self, *words: str) -> dict:
        command = [self.program, "--json", "--home", str(self.home), *words]
        done = subprocess.run(command, capture_output=True, timeout=240)
        expect(done.returncode == 0, f"{words} ended with {done.returncode}: {done.stdout[-400:]}")
        return json.loads(done.stdout.splitlines()[-1])


def cut_off(citizen: Citizen, profile: Path, text: str) -> dict:
    """Files a draft with a program that is killed before it has closed the vault: its answer finds no room in a full pipe."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    try:
        while True:
            os.write(write, b"\n" * 4096)
    except BlockingIOError:
        os.set_blocking(write, True)
    words = ["report", "new", "--category", "giao_thong", "--text", text, "--draft"]
    command = [citizen.program, "--json", "--home", str(citizen.home), *words]
    writer = subprocess.Popen(command, stdout=write)
    until = time.monotonic() + 60
    try:
        while time.monotonic() < until:
            try:
                found = read_vault(profile)
            except Damaged:
                # Read in the middle of a write.
                found = None
            if found and text in (json.loads(row["data"])["text"] for row in found["tables"]["report_draft"]):
                break
            time.sleep(0.05)
    finally:
        writer.kill()
        writer.wait()
        os.close(read)
        os.close(write)
    found = read_vault(profile)
    drafts = [json.loads(row["data"])["text"] for row in found["tables"]["report_draft"]]
    expect(text in drafts, f"the draft is not among {drafts}")
    return found


def sent_again(tables: dict) -> dict:
    """What the rows say, in the words of an export."""
    loads = lambda rows: {row["id"]: json.loads(row["data"]) for row in rows}
    return {
        "dossiers": {row["raw"] for row in tables["dossier"]},
        "reports": {row["id"] for row in tables["report"]} | {row["id"] for row in tables["report_draft"]},
        "texts": {report["body"]["text"] for report in loads(tables["report"]).values()},
        "outbox": {row["id"] for row in tables["outbox_item"]},
        "ratings": {row["code"] for row in tables["rating"]},
    }


def against_export(found: dict, export: dict) -> None:
    rows = sent_again(found["tables"])
    said = {
        "dossiers": {dossier["raw_code"] for dossier in export["dossiers"]},
        "reports": {report["id"] for report in export["reports"]},
        "texts": {report["text"] for report in export["reports"] if report["state"] != "draft"},
        "outbox": {item["id"] for item in export["outbox"]},
        "ratings": {rating["dossier"] for rating in export["ratings"]},
    }
    for name, values in said.items():
        expect(rows[name] == values, f"{name}: the rows say {rows[name]}, the export {values}")
    photos = {photo["sha256"]: base64.b64decode(photo["jpeg_base64"]) for photo in export["photos"]}
    expect(found["files"] == photos, f"photos: {list(found['files'])} against {list(photos)}")


class Core:
    """What the core itself reads in a vault."""

    def __init__(self, program: str):
        self.program = program

    def rows(self, profile: Path) -> dict:
        with tempfile.TemporaryDirectory() as folder:
            # Reading moves the log, so it reads a copy.
            copy = Path(folder) / profile.name
            shutil.copytree(profile, copy)
            done = subprocess.run([self.program, str(copy)], capture_output=True, timeout=60)
        expect(done.returncode == 0, f"the core's rows: {done.stderr[-400:]}")
        return json.loads(done.stdout)


def against_core(found: dict, rows: dict) -> tuple:
    """Every value equals the core's; how many rows and values there are."""
    tables = found["tables"]
    expect(set(tables) == set(rows), f"tables {sorted(tables)} against {sorted(rows)}")
    count = values = 0
    for name, ours in tables.items():
        theirs = rows[name]
        expect(len(ours) == len(theirs), f"{name}: {len(ours)} rows against {len(theirs)}")
        in_order = lambda row: json.dumps(row, sort_keys=True)
        for mine, core in zip(sorted(ours, key=in_order), sorted(theirs, key=in_order)):
            expect(mine.keys() == core.keys(), f"{name}: columns {list(mine)} against {list(core)}")
            for column, value in mine.items():
                same = type(value) is type(core[column]) and value == core[column]
                expect(same, f"{name}.{column}: {value!r} against {core[column]!r}")
            values += len(mine)
        count += len(ours)
    return count, values


def notices_each_column(found: dict, rows: dict) -> int:
    """The comparison proves itself: one changed value of any column is noticed."""
    columns = 0
    for name, table in rows.items():
        for column in table[0] if table else ():
            changed = json.loads(json.dumps(rows))
            value = changed[name][0][column]
            changed[name][0][column] = value + 1 if isinstance(value, int) else "another"
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    against_core(found, changed)
            except SystemExit:
                columns += 1
                continue
            fail(f"a change of {name}.{column} was not noticed")
    return columns


def refuses(profile: Path, bend) -> None:
    """A bent copy of the vault must not be read: the reader proves itself too."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(profile, copy)
        bend(copy)
        try:
            read_vault(copy)
        except Damaged:
            return
    fail(f"a vault bent by {bend.__name__} was read")


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def flip_page(copy: Path) -> None:
    flip(next(copy.glob("vault-*.db")), 5 * 4096 + 77)


def flip_envelope(copy: Path) -> None:
    flip(copy / "profile.key", 60)


def flip_file(copy: Path) -> None:
    flip(next(path for path in (copy / "files").iterdir() if len(path.name) == 64), 100)


def swap_pages(copy: Path) -> None:
    path = next(copy.glob("vault-*.db"))
    data = bytearray(path.read_bytes())
    first, second = slice(5 * 4096, 6 * 4096), slice(6 * 4096, 7 * 4096)
    data[first], data[second] = data[second], data[first]
    path.write_bytes(data)


def forget_tables(copy: Path) -> None:
    for path in copy.glob("vault-*.db-pages?"):
        path.unlink()


def older_page(before: bytes):
    """Puts one page back at its own place as it was: it opens, and is not the newest."""

    def put_back_a_page(copy: Path) -> None:
        path = next(copy.glob("vault-*.db"))
        data = bytearray(path.read_bytes())
        for at in range(4 * 4096, len(before), 4096):
            if data[at : at + 4096] != before[at : at + 4096]:
                data[at : at + 4096] = before[at : at + 4096]
                path.write_bytes(data)
                return
        fail("no page has changed")

    return put_back_a_page


def main() -> None:
    program, core = os.path.abspath(sys.argv[1]), Core(os.path.abspath(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [program, "--json", "demo", "--keep", os.path.join(folder, "demo")], capture_output=True, timeout=300
        )
        expect(told.returncode == 0, f"the demonstration ended with {told.returncode}: {told.stdout[-400:]}")
        home = Path(folder) / "demo" / "phone"
        profile = home / "profiles" / "default"
        citizen = Citizen(program, home)

        # Something that only the log holds.
        text = "Dòng này chỉ nằm trong nhật ký ghi trước"
        found = cut_off(citizen, profile, text)
        expect(found["log_frames"] > 0, "nothing was in the log")
        rows = core.rows(profile)
        count, values = against_core(found, rows)
        columns = notices_each_column(found, rows)

        before = next(profile.glob("vault-*.db")).read_bytes()
        out = os.path.join(folder, "export.json")
        citizen.run("export", "--out", out)
        export = json.loads(Path(out).read_text())
        against_export(found, export)
        again = read_vault(profile)
        against_export(again, export)
        against_core(again, core.rows(profile))
        expect(found["bound_to"][1:] == ("default", "vault"), f"bound to {found['bound_to']}")

        bends = (flip_page, swap_pages, older_page(before), forget_tables, flip_envelope, flip_file)
        for bend in bends:
            refuses(profile, bend)
        tables = len(found["tables"])
        print(
            f"vault: {count} rows of {tables} tables, {found['log_frames']} frames of the log and {len(found['files'])} sealed "
            f"files read; {values} values are the core's, a change in any of {columns} columns is noticed; "
            f"{len(bends)} bent copies refused"
        )


if __name__ == "__main__":
    main()
