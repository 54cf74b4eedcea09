"""Writes size and SHA-256 of a pack's built-in files into its manifest, after a file was trained anew."""

import argparse
import hashlib
import json
import pathlib
import re


def pinned(manifest, folder):
    text = manifest.read_text()
    for model in json.loads(text)["models"]:
        if model["source"] != "built in":
            continue
        content = (folder / model["file"]).read_bytes()
        place = re.compile(rf'("file": "{re.escape(model["file"])}",\s*"size": )\d+(,\s*"sha256": ")[0-9a-f]*(")')
        digest = hashlib.sha256(content).hexdigest()
        text, count = place.subn(rf"\g<1>{len(content)}\g<2>{digest}\g<3>", text)
        if count != 1:
            raise SystemExit(f"{manifest} should name file, size and sha256 of {model['file']} in this order")
    return text


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("manifest", type=pathlib.Path, help="models/packs/NAME.json, beside the folder NAME")
    given = arguments.parse_args()
    given.manifest.write_text(pinned(given.manifest, given.manifest.with_suffix("")))


if __name__ == "__main__":
    main()
