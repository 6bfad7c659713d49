#!/usr/bin/env python3
"""Makes units.json from the PyPI package `vietnamadminunits` (MIT).

    python3 -m venv /tmp/units && /tmp/units/bin/pip install vietnamadminunits==1.0.4
    /tmp/units/bin/python core/pack/data/units/build.py

Run it again only when the package or the overlay changes; the result is committed, so that building the packs
needs no network. The old unit -> new units table is the package's own: where it lists several, the old unit was
split and the answer is "one of these".
"""
import importlib.metadata
import importlib.util
import json
import pathlib
import sqlite3

HERE = pathlib.Path(__file__).parent
PACKAGE, VERSION = "vietnamadminunits", "1.0.4"
MERGER = "2025-07-01"
KINDS = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special_zone"}

found = importlib.metadata.version(PACKAGE)
assert found == VERSION, f"{PACKAGE} {VERSION} wanted, {found} is installed"
# Found, not imported: importing would want the package's own heavy dependencies.
DATA = pathlib.Path(importlib.util.find_spec(PACKAGE).origin).parent / "data"
db = sqlite3.connect(DATA / "dataset.db")
converter = json.load(open(DATA / "converter_2025.json", encoding="utf-8"))

# Today's units.
provinces, units, code_of = {}, [], {}
for pcode, pname, pkey, code, name, kind, key in db.execute(
    "select provinceCode, province, provinceKey, wardCode, ward, wardType, wardKey from admin_units"
):
    provinces[pcode] = pname
    units.append((code, name, KINDS[kind], pcode))
    assert (pkey, key) not in code_of, f"two units {key} in {pkey}"
    code_of[pkey, key] = code
units.sort()

# Old unit's key -> codes of its successors, the one that holds most of it first.
successors = {}
for pkey, table in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
    for new, olds in table.items():
        for old in olds:
            successors.setdefault(old, []).append(code_of[pkey, new])
for pkey, table in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
    for old, news in table.items():
        for new in sorted(news, key=lambda n: not n["isDefaultNewWard"]):
            successors.setdefault(old, []).append(code_of[pkey, new["newWardKey"]])

# Old units: island districts had no wards, so the district itself is the unit.
old, lost = [], []
for pname, dname, wname, pkey, dkey, wkey, wcode in db.execute(
    "select province, district, ward, provinceKey, districtKey, wardKey, wardCode from admin_units_legacy"
):
    key = f"{pkey}_{dkey}_{wkey or ''}"
    codes = list(dict.fromkeys(successors.get(key, [])))
    if not codes:
        lost.append(key)
    old.append((pname, dname, wname or dname, codes))
old.sort()

tree = {}
for pname, dname, wname, codes in old:
    rows = tree.setdefault(pname, {}).setdefault(dname, [])
    rows.append([wname, *codes])

groups = {}
for code, name, kind, parent in units:
    groups.setdefault((parent, kind), []).append([code, name])
out = {
    "provinces": dict(sorted(provinces.items())),
    "units": [
        {"parent": p, "kind": k, "valid_from": MERGER, "rows": rows} for (p, k), rows in sorted(groups.items())
    ],
    "old": tree,
}


def dump(value, depth):
    """JSON with one line a small list, so that a change is a readable diff."""
    if depth == 0 or not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{json.dumps(k, ensure_ascii=False)}:{dump(v, depth - 1)}" for k, v in value.items()) + "\n}"
    return "[\n" + ",\n".join(dump(v, depth - 1) for v in value) + "\n]"


(HERE / "units.json").write_text(dump(out, 3) + "\n", encoding="utf-8")
split = sum(len(codes) > 1 for *_, codes in old)
print(f"{len(provinces)} provinces, {len(units)} units, {len(old)} old rows, {split} split, {len(lost)} without successor")
for key in lost:
    print("  no successor:", key)
