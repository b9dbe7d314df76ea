"""Pictures of stamps as they are pasted into office files, drawn letter by letter in the tests' own face."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from tests.support.typeset import FONTS

SIZE, HIGH = 64, 120


def stamp(words: str, colour: str, *, framed: bool) -> bytes:
    """Return a picture of a stamp."""
    latin, vietnamese = (
        ImageFont.truetype(FONTS / f"tinos-{part}-700-normal.woff2", SIZE) for part in ("latin", "vietnamese")
    )
    letters = [(letter, latin if letter.isascii() else vietnamese) for letter in words]
    width = 60 + round(sum(face.getlength(letter) for letter, face in letters))
    picture = Image.new("RGB", (width, HIGH), "white")
    draw, at = ImageDraw.Draw(picture), 30.0
    if framed:
        draw.rectangle((3, 3, width - 4, HIGH - 4), outline=colour, width=4)
    for letter, face in letters:
        draw.text((at, HIGH * 0.7), letter, fill=colour, font=face, anchor="ls")
        at += face.getlength(letter)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
