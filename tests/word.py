#!/usr/bin/env python3
"""gouji against LibreOffice and python-docx, over the Word files of ../shared.

1. Numbers: every number that LibreOffice's text export or python-docx sees in a file is in what gouji reads.
2. Labels: automatic numbers of paragraphs are what LibreOffice prints.
3. Comments on random figures of the body: exact, nothing else changed, and both programs still open the file.

usage: word.py [--word PROGRAM] [--docx FOLDER] [--install] [--verbose]
PROGRAM is examples/word.rs, built. With --install what is missing is fetched by apt-get and pip.
Leaves with 1 when a measure is missed; with 0, and saying so, when the folder is absent or a program cannot be had.
"""

import argparse
import collections
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

FOLDERS = ["features", "mammoth", "pandoc", "poi", "python-docx"]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

# Files whose numbers differ for a reason, and the reason. What stands here is not measured.
DIFFERENCES = {
    "features/s14_smart_fld_custom.docx": "a page number in the text, which LibreOffice counts anew",
    "pandoc/0007.docx": "a table of contents without its styles, which gouji leaves out and says so",
    "pandoc/0117.docx": "a date field, which LibreOffice sets to today",
    "poi/0038.docx": "a field for the name of the file, which LibreOffice fills in",
    "poi/0070.docx": "hidden text, which gouji leaves out and says so",
    "poi/0134.docx": "insertions, which python-docx leaves out so that figures beside them grow together",
}
LABEL_DIFFERENCES = {}
# Comments that cannot be narrower than this.
ANCHOR_DIFFERENCES = {
    "features/s20_cdata_comment.docx": "a CDATA section is not cut",
    "features/s22_fallback_only.docx": "a run that holds alternatives is not cut",
}


def apt(*packages):
    quiet = dict(stdout=subprocess.DEVNULL, env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))
    install = ["install", "-y", "-q", "--no-install-recommends", *packages]
    for step in (["update", "-q"], install):
        try:
            subprocess.run(["apt-get", *step], check=True, **quiet)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"install: {error}", flush=True)


def has_python_docx():
    return importlib.util.find_spec("docx") is not None and importlib.util.find_spec("lxml") is not None


def pip():
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "python-docx", "lxml"]
    # A Python that belongs to the system asks for the second.
    return any(subprocess.run(command + more).returncode == 0 for more in ([], ["--break-system-packages"]))


def install(wanted):
    """What is still missing; with `wanted` it is fetched first."""
    if wanted and not shutil.which("soffice"):
        apt("libreoffice-writer")
    if wanted and not has_python_docx():
        pip() or apt("python3-docx", "python3-lxml")
        importlib.invalidate_caches()
    if not has_python_docx():
        return "python-docx"
    return None if shutil.which("soffice") else "LibreOffice"


def gather(folder):
    files = []
    for name in FOLDERS:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            files += [os.path.join(path, f) for f in sorted(os.listdir(path)) if f.endswith(".docx")]
    return files


def key(path):
    return os.path.basename(os.path.dirname(path)) + "/" + os.path.basename(path)


class Office:
    """LibreOffice on many files at once, and alone on those where that failed."""

    def __init__(self, folder):
        self.folder = folder
        self.profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")

    def run(self, files, kind, out, seconds):
        command = ["soffice", self.profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", out]
        process = subprocess.Popen(command + files, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()

    def convert(self, files, kind, extension):
        """Name -> converted file, for those that could be."""
        out = tempfile.mkdtemp(dir=self.folder)
        made = lambda f: os.path.join(out, os.path.splitext(os.path.basename(f))[0] + "." + extension)
        for i in range(0, len(files), 40):
            self.run(files[i:i + 40], kind, out, 240)
            for f in [f for f in files[i:i + 40] if not os.path.exists(made(f))]:
                self.run([f], kind, out, 40)
        return {f: made(f) for f in files if os.path.exists(made(f))}


def numbers(text):
    return collections.Counter(NUMBER.findall(text))


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# What LibreOffice has and a reader of figures leaves out: contents, deleted text, marks of notes, other comments.
LEFT_OUT = {TEXT + n for n in ("table-of-content", "tracked-changes", "note-citation", "page-number", "page-count")}
LEFT_OUT |= {OFFICE + "annotation", OFFICE + "forms"}
# Names and descriptions of pictures.
LEFT_OUT |= {"{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + n for n in ("title", "desc")}
APART = {TEXT + n for n in ("p", "h", "note", "line-break", "tab", "s")}


def office_text(odt):
    """The text that LibreOffice has read, from its own format."""
    from lxml import etree
    with zipfile.ZipFile(odt) as z:
        tree = etree.fromstring(z.read("content.xml"))
    out = []

    def walk(e):
        if not isinstance(e.tag, str) or e.tag in LEFT_OUT:
            return
        if e.tag in APART:
            out.append("\n")
        out.append(e.text or "")
        for child in e:
            walk(child)
            out.append(child.tail or "")
        if e.tag in APART:
            out.append("\n")

    walk(tree.find(OFFICE + "body"))
    return "".join(out)


def python_docx_text(path):
    """Paragraphs and tables of the body; nothing where python-docx cannot open the file."""
    import docx
    try:
        document = docx.Document(path)
        cells = {id(c._tc): c for t in document.tables for c in t._cells}
    except Exception:
        return None
    # A table of contents is left out, and said to be.
    contents = lambda p: p.style is not None and (p.style.name or "").lower().startswith("toc ")
    text = [p.text for p in document.paragraphs if not contents(p)]
    return "\n".join(text + [p.text for c in cells.values() for p in c.paragraphs])


def gouji_text(document):
    lines = []
    for block in document["blocks"]:
        lines.append((block["label"] or "") + " " + block["text"])
    return "\n".join(lines)


class Measure:
    def __init__(self, name, least, verbose):
        self.name, self.least, self.verbose = name, least, verbose
        self.all = self.good = 0
        self.bad = {}
        self.left_out = 0
        self.unfound = 0

    def count(self, file, good, every, what=""):
        self.all += every
        self.good += good
        if good < every:
            self.bad[file] = (every - good, what)

    def report(self):
        share = self.good / self.all if self.all else 1.0
        ok = share >= self.least
        out = f", {self.left_out} in explained files not counted" if self.left_out else ""
        out += f", {self.unfound} on no line of their own" if self.unfound else ""
        print(f"{'ok  ' if ok else 'BAD '} {self.name}: {self.good} of {self.all} ({share:.4%}, at least {self.least:.1%}){out}")
        for file, (n, what) in sorted(self.bad.items(), key=lambda b: -b[1][0])[:None if self.verbose or not ok else 5]:
            print(f"       {file}: {n} {what}")
        return ok


def recall(measure, file, reference, own):
    missing = numbers(reference) - own
    every = sum(numbers(reference).values())
    if file in DIFFERENCES:
        measure.left_out += sum(missing.values())
        return
    measure.count(file, every - sum(missing.values()), every, str(list(missing.items())[:6]))


def squeeze(text):
    return re.sub(r"\s+", "", text)


def labels(measure, file, document, exported):
    """Labelled paragraphs outside tables, each against the next line that ends in the same words."""
    lines = [squeeze(line) for line in exported.splitlines()]
    at = 0
    for block in document["blocks"]:
        if block["table"] or block["story"] != "Body" or not block["text"].strip():
            continue
        words = squeeze(block["text"])
        found = next((i for i in range(at, len(lines)) if lines[i].endswith(words)), None)
        if found is None:
            measure.unfound += bool(block["label"])
            continue
        at = found + 1
        if block["label"] and len(words) > 1:
            shown = lines[found][: len(lines[found]) - len(words)]
            good = shown == squeeze(block["label"])
            if file in LABEL_DIFFERENCES:
                measure.left_out += not good
                continue
            measure.count(file, int(good), 1, f"{block['label']!r} is {shown!r}")


def entries(path):
    with zipfile.ZipFile(path) as z:
        return {i.filename: (i.CRC, i.file_size) for i in z.infolist()}, [i.filename for i in z.infolist()]


def untouched(old, new, patched):
    """Every entry that was not patched, by checksum and size."""
    before, order = entries(old)
    after, now = entries(new)
    same = all(after.get(n) == before[n] for n in before if n not in patched)
    return same and now[: len(order)] == order


def anchors(path, names):
    """Words between start and end of each of gouji's comments, the words of the comment, and whether a formula
    is among them, which cannot be cut."""
    from lxml import etree
    with zipfile.ZipFile(path) as z:
        parts = {n.replace("\\", "/"): n for n in z.namelist()}
        main = parts[names[0]]
        comments = next(n for n in z.namelist() if b"gouji" in z.read(n) and n.lower().endswith(".xml") and b"comments" in z.read(n)[:600])
        tree = etree.fromstring(z.read(main))
        told = etree.fromstring(z.read(comments))
    attribute = lambda e, n: e.get(W + n) or e.get(STRICT + n) or e.get(n)
    mine = {}
    for c in told:
        if attribute(c, "author") == "gouji":
            mine[attribute(c, "id")] = "".join(t.text or "" for t in c.iter(W + "t", STRICT + "t"))
    open_, done, formulas = {}, {}, set()
    for e in tree.iter():
        if not isinstance(e.tag, str):
            continue
        local = etree.QName(e).localname
        if local == "commentRangeStart" and attribute(e, "id") in mine:
            open_[attribute(e, "id")] = ""
        elif local == "commentRangeEnd" and attribute(e, "id") in open_:
            done[attribute(e, "id")] = open_.pop(attribute(e, "id"))
        elif local == "t" and e.tag in (W + "t", STRICT + "t"):
            for i in open_:
                open_[i] += e.text or ""
        elif local == "noBreakHyphen":
            for i in open_:
                open_[i] += "-"
        elif local == "t" and "math" in e.tag:
            for i in open_:
                open_[i] += e.text or ""
                formulas.add(i)
    return [(done.get(i), words.removeprefix("gouji "), i in formulas) for i, words in mine.items()]


def opens(path):
    import docx
    try:
        docx.Document(path)
        return True
    except Exception:
        return False


def annotation_count(odt):
    with zipfile.ZipFile(odt) as z:
        return z.read("content.xml").count(b"<office:annotation ")


def main():
    parser = argparse.ArgumentParser()
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(here, "target"))
    parser.add_argument("--word", default=os.path.join(target, "release", "examples", "word"))
    parser.add_argument("--docx", default=os.path.join(here, "..", "shared", "docx"))
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    files = gather(args.docx)
    if not files:
        print("no files beside the project: nothing measured")
        return 0
    missing = install(args.install)
    if missing:
        print(f"{missing} is not here: nothing measured" + ("" if args.install else " (--install fetches it)"))
        return 0 if args.install else 1
    with tempfile.TemporaryDirectory() as folder:
        return measure(args, files, folder)


def word(args, *arguments):
    out = subprocess.run([args.word, *arguments], capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def measure(args, files, folder):
    copies, names = [], {}
    os.makedirs(os.path.join(folder, "in"))
    for f in files:
        copy = os.path.join(folder, "in", key(f).replace("/", "__"))
        shutil.copyfile(f, copy)
        copies.append(copy)
        names[copy] = key(f)
    read = {d["path"]: d for d in word(args, "read", *copies)}
    readable = [c for c in copies if "error" not in read[c]]
    print(f"{len(files)} files, {len(readable)} readable")
    office = Office(folder)
    exported = office.convert(readable, "txt:Text (encoded):UTF8", "txt")
    opened = office.convert(readable, "odt", "odt")
    print(f"LibreOffice opens {len(opened)} of them")
    by_office = Measure("numbers that LibreOffice sees", 0.999, args.verbose)
    by_python = Measure("numbers that python-docx sees", 0.999, args.verbose)
    numbered = Measure("labels as LibreOffice prints them", 0.99, args.verbose)
    for c in readable:
        own = numbers(gouji_text(read[c]))
        text = python_docx_text(c)
        if text is not None:
            recall(by_python, names[c], text, own)
        if c in exported:
            with open(exported[c], encoding="utf-8-sig", errors="replace") as f:
                export = f.read()
            labels(numbered, names[c], read[c], export)
        if c in opened:
            recall(by_office, names[c], office_text(opened[c]), own)
    ok = [m.report() for m in (by_office, by_python, numbered)]
    ok.append(comments(args, readable, names, opened, office, folder))
    return 0 if all(ok) else 1


def comments(args, readable, names, before, office, folder):
    os.makedirs(os.path.join(folder, "out"))
    exact = Measure("comments at their figure", 1.0, args.verbose)
    clean = Measure("files with nothing else changed", 1.0, args.verbose)
    python = Measure("files that python-docx still opens", 1.0, args.verbose)
    libre = Measure("files that LibreOffice still opens", 1.0, args.verbose)
    shown = Measure("comments that LibreOffice shows", 0.95, args.verbose)
    marked = word(args, "mark", "20231231", os.path.join(folder, "out"), *readable)
    written, around = {}, 0
    for m in marked:
        name = names[m["path"]]
        if "error" in m:
            clean.count(name, 0, 1, m["error"])
            continue
        if not m["marks"]:
            continue
        written[m["out"]] = m
        clean.count(name, int(m["same_text"] and untouched(m["path"], m["out"], m["patched"])), 1)
        try:
            main = next(p for p in m["patched"] if p.replace("\\", "/").split("/")[-1].startswith("document"))
        except StopIteration:
            main = m["patched"][0]
        found = anchors(m["out"], [main.replace("\\", "/")])
        good = sum(a == b or (formula and b in a) for a, b, formula in found)
        whole = sum(a != b and formula for a, b, formula in found)
        around += whole
        if name in ANCHOR_DIFFERENCES:
            exact.left_out += len(m["marks"]) - good
            continue
        exact.count(name, min(good, sum(x["exact"] for x in m["marks"])), len(m["marks"]),
                    str([f[:2] for f in found if f[0] != f[1]][:3]))
        if opens(m["path"]):
            python.count(name, int(opens(m["out"])), 1)
    again = office.convert(list(written), "odt", "odt")
    for out, m in written.items():
        name = names[m["path"]]
        if m["path"] in before:
            libre.count(name, int(out in again), 1)
        if out in again and m["path"] in before:
            new = annotation_count(again[out]) - annotation_count(before[m["path"]])
            shown.count(name, min(max(new, 0), len(m["marks"])), len(m["marks"]))
    print(f"     {len(written)} files annotated; {around} comments stand around the whole formula of their figure")
    return all([m.report() for m in (exact, clean, python, libre, shown)])


if __name__ == "__main__":
    sys.exit(main())
