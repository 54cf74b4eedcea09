"""Typefaces of the machine, found with fontconfig, and the words they are asked to draw."""

import functools
import re
import subprocess

import cv2
import numpy as np
from PIL import ImageFont

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PIXELS = 56
UNREADABLE = re.compile(r"BRK|mono|cousine|math|symbol|D050000L|Z003|Museum|Domestic|Penguin|Abogado", re.IGNORECASE)
BOLD = 180
MEDIUM = 80
ROMAN = re.compile(r"serif|roman|tinos|C059|P052|bookman|quattrocento", re.IGNORECASE)
# Most numbers are printed in these or in what looks like them.
USUAL = re.compile(
    r"(Arimo|LiberationSans|LiberationSansNarrow|NimbusSans|NimbusSansNarrow|FreeSans|Roboto|RobotoCondensed|Switzera|SwitzeraADF"
    r"|BebasNeue|OpenSans|DejaVuSans|DejaVuSansCondensed|UniversalisADFStd|GilliusADF|Lato|YanoneKaffeesatz|LeagueSpartan)-"
)


@functools.cache
def files():
    """(bold sans, every other legible) typeface files, sorted so that a seed means the same on one machine."""
    listing = subprocess.run(
        ["fc-list", "--format", "%{family[0]}|%{weight}|%{variable}|%{file}\n"], check=True, capture_output=True, text=True
    ).stdout
    bold, other = set(), set()
    for line in sorted(set(listing.splitlines())):
        family, weight, variable, path = line.split("|", 3)
        if UNREADABLE.search(family) or not path.lower().endswith((".ttf", ".otf")) or not weight.isdigit():
            continue
        if variable == "True" or int(weight) < MEDIUM or not draws_everything(path):
            continue
        (bold if int(weight) >= BOLD and not ROMAN.search(family) else other).add(path)
    if not bold or not other:
        raise SystemExit("no typefaces found: install the Debian packages that models/training/README.md lists")
    return sorted(bold), sorted(other)


@functools.cache
def usual():
    return [path for path in files()[0] if USUAL.search(path)] or files()[0]


def for_numbers(rng):
    """A typeface as bibs have them: mostly a plain bold one."""
    kind = rng.random()
    chosen = usual() if kind < 0.45 else files()[0 if kind < 0.85 else 1]
    return chosen[int(rng.integers(len(chosen)))]


def draws_everything(path):
    """Whether the characters differ from each other and from the box for unknown characters."""
    try:
        typeface = ImageFont.truetype(path, 24)
        drawn = [bytes(typeface.getmask(one)) for one in CHARACTERS + "\ufffe"]
    except (OSError, ValueError):
        return False
    return len(set(drawn)) >= len(CHARACTERS) and all(drawn[:-1])


@functools.lru_cache(maxsize=1024)
def typeface(path):
    return ImageFont.truetype(path, PIXELS)


def mask(text, path, spacing=0.0):
    """Alpha of the text, cut to its ink, 0..255."""
    face = typeface(path)
    if spacing == 0:
        return ink(text, face)
    letters = [ink(one, face) for one in text]
    gap = max(2, int(PIXELS * (0.06 + spacing)))
    height = max(one.shape[0] for one in letters)
    line = np.zeros((height, sum(one.shape[1] + gap for one in letters) - gap), np.uint8)
    left = 0
    for one in letters:
        line[height - one.shape[0] :, left : left + one.shape[1]] = one
        left += one.shape[1] + gap
    return line


def ink(text, face):
    drawn, _ = face.getmask2(text, mode="L")
    drawn = np.frombuffer(bytes(drawn), np.uint8).reshape(drawn.size[1], drawn.size[0])
    if drawn.size == 0:
        return np.zeros((1, 1), np.uint8)
    box = cv2.boundingRect(drawn)
    x, y, width, height = box
    return drawn[y : y + max(1, height), x : x + max(1, width)]


def text_height(mask_, height, stretch=1.0):
    """The mask at a height, wider or narrower by the stretch."""
    width = max(2, int(round(mask_.shape[1] * height / mask_.shape[0] * stretch)))
    return cv2.resize(mask_, (width, max(2, int(height))), interpolation=cv2.INTER_AREA)
