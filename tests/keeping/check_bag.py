#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a folder or zip against RFC 8493 (BagIt 1.0), written from the RFC alone: knows nothing of Platen.

usage: check_bag.py BAG     prints what is wrong, a line each, and exits 1; nothing and 0 where all is right
"""
import hashlib
import os
import re
import sys
import tempfile
import zipfile

wrong = []


def read(path):
    with open(path, "rb") as file:
        return file.read()


def digest(path, algorithm):
    sum = hashlib.new(algorithm)
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            sum.update(piece)
    return sum.hexdigest()


def tag_text(bag, name):
    raw = read(os.path.join(bag, name))
    if raw.startswith(b"\xef\xbb\xbf"):
        wrong.append(f"{name}: byte-order mark (2.1.1)")
    return raw.decode("utf-8")


def manifest(bag, name):
    listed = {}
    for number, line in enumerate(re.split("\r\n|\n|\r", tag_text(bag, name)), 1):
        if not line:
            continue
        match = re.fullmatch(r"([0-9A-Fa-f]+)[ \t]+(.+)", line)
        if not match:
            wrong.append(f"{name}:{number}: no line of a manifest (2.1.3)")
            continue
        path = re.sub("%0[Aa]", "\n", re.sub("%0[Dd]", "\r", match[2])).replace("%25", "%")
        if path in listed:
            wrong.append(f"{name}:{number}: {path} twice (2.1.3)")
        if path.startswith(("/", "~")) or ".." in path.split("/") or "\\" in path:
            wrong.append(f"{name}:{number}: {path} leads out of the bag (5.1)")
        listed[path] = match[1].lower()
    return listed


def below(bag, folder):
    found = set()
    for where, _, names in os.walk(os.path.join(bag, folder)):
        for name in names:
            path = os.path.join(where, name)
            if os.path.islink(path) or not os.path.isfile(path):
                wrong.append(f"{path}: no plain file")
            found.add(os.path.relpath(path, bag).replace(os.sep, "/"))
    return found


def check_declaration(bag):
    lines = tag_text(bag, "bagit.txt")
    if not re.fullmatch(r"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?", lines):
        wrong.append("bagit.txt: not the two lines of 2.1.1")


def check_manifests(bag, names, files, of_payload):
    kinds = [re.fullmatch(r"(tag)?manifest-([a-z0-9]+)\.txt", name) for name in sorted(names)]
    kinds = [kind for kind in kinds if kind and bool(kind[1]) != of_payload]
    if not kinds and of_payload:
        wrong.append("no payload manifest (2.1.3)")
    for kind in kinds:
        listed = manifest(bag, kind[0])
        if of_payload:
            for path in sorted(files - listed.keys()):
                wrong.append(f"{path}: not in {kind[0]}, and every payload file has to be in every manifest (3)")
        for path, expected in listed.items():
            if of_payload != path.startswith("data/"):
                wrong.append(f"{kind[0]}: {path} does not belong there")
            elif not os.path.isfile(os.path.join(bag, path)):
                wrong.append(f"{path}: listed in {kind[0]} and not there (3)")
            elif digest(os.path.join(bag, path), kind[2]) != expected:
                wrong.append(f"{path}: its {kind[2]} is not that of {kind[0]} (3)")


def check_info(bag, files):
    for number, line in enumerate(tag_text(bag, "bag-info.txt").splitlines(), 1):
        if not re.fullmatch(r"[^:\s][^:]*: ?.*|[ \t]+.*", line):
            wrong.append(f"bag-info.txt:{number}: no label with its value (2.2.2)")
        match = re.fullmatch(r"Payload-Oxum: (\d+)\.(\d+)", line)
        octets = sum(os.path.getsize(os.path.join(bag, path)) for path in files) if match else 0
        if match and (int(match[1]), int(match[2])) != (octets, len(files)):
            wrong.append(f"bag-info.txt:{number}: there are {octets}.{len(files)} (2.2.2)")
        date = re.fullmatch(r"Bagging-Date: (.*)", line)
        if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date[1]):
            wrong.append(f"bag-info.txt:{number}: the date is not YYYY-MM-DD (2.2.2)")


def check(bag):
    names = set(os.listdir(bag))
    if "bagit.txt" not in names or not os.path.isdir(os.path.join(bag, "data")):
        wrong.append("no bagit.txt, or no data (2.1)")
        return
    check_declaration(bag)
    files = below(bag, "data")
    check_manifests(bag, names, files, True)
    check_manifests(bag, names, files, False)
    if "bag-info.txt" in names:
        check_info(bag, files)
    for path in files:
        if not re.fullmatch(r"[A-Za-z0-9._/-]+", path):
            wrong.append(f"{path}: not in ASCII, as this archive wants names to be")


def main(path):
    with tempfile.TemporaryDirectory() as place:
        if os.path.isfile(path):
            with zipfile.ZipFile(path) as packed:
                packed.extractall(place)
            tops = os.listdir(place)
            if len(tops) != 1:
                wrong.append(f"the zip has {tops} and not one folder (4.2)")
            path = os.path.join(place, tops[0])
        check(path)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
