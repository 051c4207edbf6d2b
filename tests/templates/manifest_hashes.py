#!/usr/bin/env python3
"""Compares the sha256 of every file that a manifest names with the file itself. With --write it puts them right."""

import hashlib
import json
import pathlib
import re
import sys

CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "resources" / "catalogue"


def stale_entries(manifest_path):
    """[(path, hash in the manifest, hash of the file or None)] of those that differ."""
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    stale = []
    for entry in manifest["entry"]["files"]:
        path = manifest_path.parent / entry["path"]
        now = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        if now != entry["sha256"]:
            stale.append((entry["path"], entry["sha256"], now))
    return stale


def rewrite(manifest_path, stale):
    """Replaces only the hashes, so that the rest of the file keeps its form."""
    text = manifest_path.read_text(encoding="utf-8")
    for path, _, now in stale:
        pattern = r'("path":\s*' + re.escape(json.dumps(path)) + r',\s*"sha256":\s*")[0-9a-f]*(")'
        text, count = re.subn(pattern, lambda match: match[1] + now + match[2], text)
        if count != 1:
            raise SystemExit(f"{manifest_path}: the entry of {path} was not found in the expected form")
    manifest_path.write_text(text, encoding="utf-8")


def main(arguments):
    bad = 0
    for manifest_path in sorted(CATALOGUE.glob("*/manifest.json")):
        stale = stale_entries(manifest_path)
        missing = [path for path, _, now in stale if now is None]
        if "--write" in arguments and not missing:
            rewrite(manifest_path, stale)
            continue
        for path, _, now in stale:
            bad += 1
            print(f"{manifest_path.parent.name}: {path} " + ("is missing" if now is None else "has changed; run manifest_hashes.py --write"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
