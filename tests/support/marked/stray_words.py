"""Marks in places of texts, pages, messages and data that are no line of a paper: heads, labels, attributes."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator

from tests.support.marked.bundles import message, packet
from tests.support.marked.office import docx
from tests.support.marked.plain import Made, parsed
from tests.support.marked.words import lines

_TEXT = "\n\n".join(lines())
_PAGE = "".join(f"<p>{line}</p>" for line in lines())
_LONG = "x" * 400


def in_markdown(mark: str) -> Iterator[Made]:
    """Yield Markdown files with a mark in their front matter, in links, in the names of pictures."""
    for place, stated in (
        ("level", f"secrecy: {mark.lower()}"),
        ("level by its letter", "do_mat: C"),
        ("level without diacritics", "do_mat: mat"),
        ("level within", f"extra:\n  do_mat: {mark}"),
        ("level in a row", f"extra: {{do_mat: {mark}, so: 1}}"),
        ("key words", f"tags: [báo cáo, {mark.lower()}]"),
        ("list of key words", f"tags:\n  - báo cáo\n  - {mark.lower()}"),
        ("title", f"title: Báo cáo quý ({mark})"),
        ("inside", "internal: true"),
        ("audience", "audience: nội bộ"),
        ("draft", "draft: true"),
        ("state", "trang_thai: dự thảo"),
    ):
        yield place, "md", f"---\nso: 47\n{stated}\n---\n{_TEXT}".encode()
    yield "TOML", "md", f'+++\nsecrecy = "{mark.lower()}"\n+++\n{_TEXT}'.encode()
    yield "JSON", "md", f'{{\n "do_mat": "{mark}"\n}}\n\n{_TEXT}'.encode()
    for place, line in (
        ("link", f"[{mark}](dau.png)"),
        ("name of a picture", "![](hinh/dấu mật.png)"),
        ("box", f'!!! danger "{mark}"\n    a'),
        ("long comment", f"<!-- {_LONG}\n{mark} -->"),
    ):
        yield place, "md", f"{line}\n\n{_TEXT}".encode()
    text = "\n".join(lines())
    below = text.replace("Lam Giang, ngày", "Lưu hành nội bộ\nLam Giang, ngày")
    yield "head of a second paper", "txt", f"{text}\n\n{below}".encode()
    yield "head of an appendix", "txt", f"{text}\nPHỤ LỤC\n({mark.capitalize()})\n{text}".encode()


def in_pages(mark: str) -> Iterator[Made]:
    """Yield pages of the web with a mark in their code."""
    escaped = "".join(f"\\{ord(letter):X} " for letter in mark)
    for place, body, head in (
        ("page in a frame", f"<iframe srcdoc='<p>{mark}</p>'></iframe>", ""),
        ("name of a picture", "<img src='hinh/dau-mat.png'>", ""),
        ("drawing as address", f"<img src='data:image/svg+xml;utf8,<svg><text>{mark}</text></svg>'>", ""),
        ("data of a part", f"<div data-classification='{mark}'></div>", ""),
        ("level of a part", "<div data-do-mat='2'></div>", ""),
        ("letters of a style", "", f"<style>body::before {{ content: '{escaped}' }}</style>"),
        ("pieces of a style", "", "<style>body::before { content: 'M' 'Ậ' 'T' }</style>"),
        ("value of a style", "", f"<style>:root {{ --dau: '{mark}' }}</style>"),
        ("what stands in for an object", f"<object>{mark}</object>", ""),
        ("template", f"<template><p>{mark}</p></template>", ""),
        ("data for engines", "", f'<script type="application/ld+json">{{"keywords": "{mark}"}}</script>'),
        ("properties of Word", "", f"<xml><o:Keywords>{mark}</o:Keywords></xml>"),
        ("properties in a comment", "", f"<!--[if mso]><xml><o:A>{_LONG}</o:A><o:DoMat>C</o:DoMat></xml><![endif]-->"),
        ("drawing in a comment", f"<!--[if vml]><v:shape a='{_LONG}'><v:textpath string='{mark}'/><![endif]-->", ""),
        ("chosen of a list", f"<select><option>Thường<option selected>{mark}</select>", ""),
        ("described level", "", "<meta name='do-mat' content='C'>"),
        ("facts beside the paper", f"<table><tr><td>Độ mật</td><td>{mark}</td></tr></table>", ""),
    ):
        yield place, "html", _html(body, head)


def _html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}{_PAGE}</body></html>".encode()


def in_messages(mark: str) -> Iterator[Made]:
    """Yield messages and packets with a mark in their heads, attributes and unread parts."""
    text = "\n".join(lines())
    for label in (f"X-Muc-Do: {mark}", "X-DoMat: C", "X-Pham-Vi: Lưu hành nội bộ", "X-Protective-Marking: SEC=SECRET"):
        yield f"label {label}", "eml", message("Báo cáo", text, more=f"{label}\n")
    for subject in ("Báo cáo quý II MẬT", "V/v báo cáo mật quý II"):
        yield f"subject {subject}", "eml", message(subject, text)
    plain, kind = message("Báo cáo", text), b"text/plain; charset=utf-8"
    named = message("Báo cáo", text, text.encode())
    start, _, last = named.rpartition(kind)
    yield "second name of what is attached", "eml", start + kind + b'; name="MAT.txt"' + last
    drawn = (
        'Content-Type: image/png; name="dau-mat.png"\nContent-ID: <x>\nContent-Transfer-Encoding: base64\n\niVBORw0K\n'
    )
    yield "name of what is drawn", "eml", plain.replace(b"--b--\n", f"--b\n{drawn}--b--\n".encode())
    for place, body in (
        ("words for a picture", f"<img alt='{mark}'>"),
        ("style", f"<style>p::before {{ content: '{mark}' }}</style>"),
        ("letters apart", "".join(f"<b>{letter}</b>" for letter in mark)),
    ):
        page = b64encode(f"{body}<p>Báo cáo</p>".encode()).decode()
        part = f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{page}\n--b--\n"
        yield f"{place} in a part that is not read", "eml", plain.replace(b"--b--\n", part.encode())
    for attribute in ('SecurityLevel="2"', f'DoMat="{mark}"'):
        yield "attribute of a packet", "edxml", packet(docx(lines()), more=f"<edXML:OtherInfo {attribute}/>")


def in_data(mark: str) -> Iterator[Made]:
    """Yield dumps and parses of which a label states a mark."""
    row = {"so_hieu": "47/BC-BDT", "trich_yeu": "Báo cáo", "noi_dung": "\n".join(lines())}
    flags: dict[str, object] = {"is_mat": True, "noi_bo": True, "internal": True, "isDraft": 1, "du_thao": True}
    flags |= {"do_bao_mat": "Cao", "ho_so": {"muc": {"do_mat": 2}}, "cong_khai": False}
    for key, value in flags.items():
        yield f"{key} of a dump", "json", json.dumps([{**row, key: value}]).encode()
    yield "head of a dump", "json", json.dumps({"do_mat": mark, "van_ban": [row]}).encode()
    made = json.loads(parsed(lines()))
    yield "label of a parse", "json", json.dumps({**made, "secrecy": mark.lower()}).encode()
    yield "level of a parse", "json", json.dumps({**made, "do_mat": 2}).encode()
    source = {**made["source"], "classification": mark}
    yield "label within a parse", "json", json.dumps({**made, "source": source}).encode()
    source = {**made["source"], "path": f"documents/{mark}/bc.txt"}
    yield "name that a parse had", "json", json.dumps({**made, "source": source}).encode()


def clean() -> Iterator[Made]:
    """Yield papers that speak of secrecy in the same places, or state that there is none."""
    stated = "do_mat: Thường\ndraft: false\ninternal: false\nsecrecy: none\nstatus: published"
    about = "title: Quy chế bảo vệ bí mật nhà nước\ntags: [bí mật nhà nước, bảo mật, giải mật]"
    for front in (stated, about):
        yield "front matter", "md", f"---\n{front}\n---\n{_TEXT}".encode()
    for place, body in (
        ("list of which something else is chosen", "<select><option selected>Thường<option>Mật</select>"),
        ("list to search by", "<form><select name=domat><option>Tất cả<option>Mật<option>Tối mật</select></form>"),
        ("menu", "<nav><a href=a>Bảo vệ bí mật nhà nước</a><a href=b>Tài liệu mật</a></nav>"),
        ("facts", "<table><tr><td>Độ mật</td><td>Thường</td></tr></table>"),
    ):
        yield place, "html", _html(body)
    text = "\n".join(lines())
    yield "label of none", "eml", message("Báo cáo", text, more="X-Do-Mat: Thường\nX-Spam-Status: No, score=0\n")
    person = message("Tập huấn bảo vệ bí mật nhà nước", text).replace(b"From: a@", 'From: "Mật" <mat@'.encode())
    yield (
        "person of that name",
        "eml",
        person.replace(b"Subject", b">\nSubject", 1) if b"<mat@" not in person else person,
    )
    notice = f"{text}\n--\nCONFIDENTIALITY NOTICE: This message is confidential and meant for the addressee only.\n"
    yield "notice below a message", "eml", message("Báo cáo", notice)
    yield "packet", "edxml", packet(docx(lines()), more='<edXML:OtherInfo SecurityLevel="0"/>')
    row = {"so_hieu": "47/BC-BDT", "trich_yeu": "Báo cáo", "noi_dung": text}
    unset: dict[str, object] = {"mat": False, "noi_bo": 0, "draft": False, "cong_khai": True, "bao_mat": "không"}
    unset |= {"mat_do": 120, "confidence": 0.98, "status": "published"}
    yield "flags that are not set", "json", json.dumps([{**row, **unset}]).encode()
    made = json.loads(parsed(lines()))
    yield "labels of none", "json", json.dumps({**made, "secrecy": None, "do_mat": "Thường"}).encode()
