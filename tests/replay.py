#!/usr/bin/env python3
"""Replays every verdict of `gouji check --format json` (or jsonl) from the JSON alone.

    gouji check --format json report.docx | python3 tests/replay.py
    python3 tests/replay.py out.json
    python3 tests/replay.py --self-test

Shares no code with gouji: the standard library, exact fractions, the policy of checks.md B0. Prints each
disagreement; exits 0 when there is none, 1 when there is one, 2 when the input cannot be read.

Readings taken where B0 leaves room; the judge in src/diagnose must take the same:

 1. All arithmetic is in base units. `expr` is literal: a rate in percent holds its own factor 100.
 2. Effective decimals: among the members (operands and result) of a relation with the same printed unit, the
    smallest step serves for all; approximate members and points neither give nor take.
    A printed quotient or score keeps its own step: its places are what it was rounded to.
 3. Sums: n is the number of operands in the expression. Where every member is a point: exact or wrong, or tail
    where the result has fewer places than the operands and is the rounding of the sum (19.11 - 1.3 = 17.8).
    Else exact; within, when members in a coarser unit explain the difference by their half steps; tail, when
    what is left is at most 1 ulp (n up to 6), 2 ulp (n up to 14) or (n+1)/2 ulp, and a fiftieth of the total
    (but for points between two rates, which were rounded before, and for counts of 万 and 亿).
    Parts without places of a total that has some were rounded: within half a step each.
    Beyond: wrong; how loud a
    wrong sum is that rounding might still explain (note, low, medium) is a severity, not a verdict.
 4. A quotient is tried as rounded (half-up; half-even at an exact tie), within, truncated, double-rounded,
    ceiled, wrong, in this order. `within`: the interval of the expression over the operands' intervals meets
    [R - ulp/2, R + ulp/2] and is at most 3 ulp wide. A wider one proves nothing: the later verdicts are tried
    (so B0's own example, 2364 against 2840 printed -16.77 %, is `ceiled`: its interval is 6.5 ulp wide). Where
    an operand stands twice in the expression, (a - b) / b, the interval is the true range, and as interval
    arithmetic widens it, a later verdict is accepted beside `within`.
 5. Scores and full marks are points: exact, rounded, truncated or wrong, never within. The printed rate and the
    exact ratio are two claims, and the one that holds is kept.
 6. Rounding is by absolute value, to multiples of the result's step.
 7. Approximate members: intervals of any width count. What the intervals cannot refute is `within` or
    `unknown` (or a later verdict that fits); what they refute is wrong, whose severity is a note.
 8. `equals`: the same base value, day or text is exact; else wrong. Where one printed number is the other
    rounded half-up to its own step, `rounded` is accepted as well.
 9. `at_most`, `ordered`, `sequence`, `band`: exact or wrong, on values, not intervals; but a sum of rounded
    parts may exceed its bound by half a step each (`within`). Dates are compared only as far as both are printed. `sequence` looks at the operands alone.
10. `slip` is accepted only where the replay finds `wrong`, and only with a reason.
11. `unknown` is accepted where nothing can be computed (a missing value, a zero divisor), where members are
    approximate, and wherever the tool gives a reason; its digits may not fit 128 bits, which do fit here.
"""

import itertools
import json
import re
import sys
from fractions import Fraction

HOLDS = {"exact", "rounded", "within", "tail"}


class Unknown(Exception):
    """Nothing can be computed."""


class Member:
    """An operand or a result."""

    def __init__(self, data):
        self.kind = data["kind"]
        self.text = data["value"]
        self.unit = data["unit"]
        self.number = self.kind == "number"
        self.value = Fraction(data["base_value"]) if data.get("base_value") is not None else None
        self.step = Fraction(data["step"]) if data.get("step") is not None else None
        self.point = bool(data.get("point"))
        self.qualifier = data.get("qualifier") or "none"
        self.approximate = self.number and self.qualifier != "none"
        self.padded = self.step

    def place(self):
        """Place value of the last digit that is not zero: 740 -> 10."""
        place = self.step
        if self.value == 0 or not place:
            return place
        while self.value % (place * 10) == 0:
            place *= 10
        return place

    def interval(self):
        v, half = self.value, self.padded / 2
        if self.qualifier == "none":
            return (v, v) if self.point else (v - half, v + half)
        if self.qualifier in ("at_least", "over"):
            return (v, None)
        if self.qualifier in ("at_most", "under"):
            return (None, v)
        if self.qualifier == "more":
            return (v, v + self.place())
        if self.qualifier == "nearly":
            return (v - self.place(), v)
        slack = abs(v) / 20
        return (v - slack, v + slack)


def pad(members):
    """Reading 2."""
    steady = [m for m in members if m.number and not m.approximate and not m.point and m.step]
    finest = {}
    for m in steady:
        finest[m.unit] = min(m.step, finest.get(m.unit, m.step))
    for m in steady:
        m.padded = finest[m.unit]


# Expressions, over values and over intervals.


def leaves(node):
    if isinstance(node, str):
        return [node]
    if node["op"] == "const":
        return []
    return [leaf for arg in node["args"] for leaf in leaves(arg)]


def evaluate(node, leaf, const, ops):
    if isinstance(node, str):
        return leaf(node)
    if node["op"] == "const":
        return const(Fraction(node["args"][0]))
    if node["op"] == "count":
        return const(Fraction(len(node["args"])))
    args = [evaluate(arg, leaf, const, ops) for arg in node["args"]]
    if node["op"] == "arg":
        return args[0]
    total = args[0]
    for arg in args[1:]:
        total = ops[{"sum": "add"}.get(node["op"], node["op"])](total, arg)
    return total


def divide(a, b):
    if b == 0:
        raise Unknown("division by zero")
    return a / b


POINTS = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": divide, "min": min}


def ends(f, a, b):
    return None if a is None or b is None else f(a, b)


def corners(f, a, b):
    if None in a or None in b:
        return (None, None)
    all_ = [f(x, y) for x in a for y in b]
    return (min(all_), max(all_))


def divide_intervals(a, b):
    lo, hi = b
    if (lo is None or lo <= 0) and (hi is None or hi >= 0):
        return (None, None)
    return corners(divide, a, b)


INTERVALS = {
    "add": lambda a, b: (ends(POINTS["add"], a[0], b[0]), ends(POINTS["add"], a[1], b[1])),
    "sub": lambda a, b: (ends(POINTS["sub"], a[0], b[1]), ends(POINTS["sub"], a[1], b[0])),
    "mul": lambda a, b: corners(POINTS["mul"], a, b),
    "div": divide_intervals,
    "min": lambda a, b: (ends(min, a[0], b[0]), min((x for x in (a[1], b[1]) if x is not None), default=None)),
}


def value_of(expr, operands):
    def leaf(name):
        member = operands.get(name)
        if member is None or member.value is None:
            raise Unknown(f"no value for {name}")
        return member.value

    return evaluate(expr, leaf, lambda c: c, POINTS)


def interval_of(expr, operands):
    return evaluate(expr, lambda name: operands[name].interval(), lambda c: (c, c), INTERVALS)


def reach_of(expr, operands):
    """Reading 4: the true range, where the rule of interval arithmetic would count an operand twice."""
    rough, used = interval_of(expr, operands), leaves(expr)
    names = sorted(set(used))
    if None in rough or len(names) == len(used) or len(names) > 8:
        return rough
    corners_ = []
    for pick in itertools.product(*(operands[name].interval() for name in names)):
        at = dict(zip(names, pick))
        corners_.append(evaluate(expr, at.get, lambda c: c, POINTS))
    return (min(corners_), max(corners_))


def meets(a, b):
    below = lambda x, y: x is None or y is None or x <= y
    return below(a[0], b[1]) and below(b[0], a[1])


# Rounding to multiples of a step, by absolute value.


def by_steps(x, step, f):
    n = f(abs(x) / step) * step
    return -n if x < 0 else n


def half_up(x, step):
    return by_steps(x, step, lambda q: (q + Fraction(1, 2)).__floor__())


def half_even(x, step):
    return by_steps(x, step, round)


def cut(x, step):
    return by_steps(x, step, lambda q: q.__floor__())


def ceil(x, step):
    return by_steps(x, step, lambda q: q.__ceil__())


# The relations: each gives the set of verdicts that may stand.


def sums(expr, operands, result, members):
    delta = result.value - value_of(expr, operands)
    if delta == 0:
        return {"exact"}
    if any(m.approximate for m in members):
        fits = meets(interval_of(expr, operands), result.interval())
        return {"within", "tail", "unknown"} if fits else {"wrong"}
    exact = value_of(expr, operands)
    finest = min((operands[name].step for name in leaves(expr) if operands[name].step), default=None)
    if result.point and finest and result.step > finest and half_up(exact, result.step) == result.value:
        return {"tail"}
    if all(m.point for m in members):
        return {"wrong"}
    parts = [operands[name] for name in leaves(expr)]
    whole = all("." not in p.text for p in parts) and "." in result.text
    if len(parts) > 1 and whole and not all(p.point for p in parts):
        if 2 * abs(delta) <= len(parts) * max(p.step for p in parts):
            return {"within"}
    used = parts + [result]
    fine = min(m.padded for m in used)
    coarse = sum((m.padded for m in used if m.padded > fine), Fraction(0))
    if coarse and 2 * abs(delta) <= coarse:
        return {"within"}
    n = len(used) - 1
    free = 1 if n <= 6 else 2 if n <= 14 else Fraction(n + 1, 2)
    scaled = result.unit.startswith(("万", "亿")) and not result.unit.endswith("元")
    small = abs(delta) * 50 <= abs(result.value) or result.unit.endswith("百分点") or scaled
    return {"tail"} if (abs(delta) - coarse / 2) / fine <= free and small else {"wrong"}


def scores(expr, operands, result, members):
    x, printed, ulp = value_of(expr, operands), result.value, result.step
    if any(m.approximate for m in members):
        return {"unknown"}
    if x == printed:
        return {"exact"}
    if printed in (half_up(x, ulp), half_even(x, ulp)):
        return {"rounded"}
    return {"truncated"} if printed == cut(x, ulp) else {"wrong"}


def rounds(expr, operands, result, members):
    x, printed, ulp = value_of(expr, operands), result.value, result.step
    if not ulp:
        return {"exact"} if x == printed else {"wrong"}
    if printed in (half_up(x, ulp), half_even(x, ulp)):
        return {"rounded"}
    vague = any(m.approximate for m in members)
    rough, reach = interval_of(expr, operands), reach_of(expr, operands)
    near = result.interval() if result.approximate else (printed - ulp / 2, printed + ulp / 2)
    may = set()
    if meets(reach, near):
        narrow = lambda i: None not in i and i[1] - i[0] <= 3 * ulp
        if narrow(reach) and not vague:
            may = {"within"}
            if narrow(rough):
                return may
        else:
            may = {"within", "unknown"} if vague else {"unknown"}
    return may | (later(x, printed, ulp) or (set() if may and vague else {"wrong"}))


def later(x, printed, ulp):
    """The verdicts after `within`."""
    for verdict, fits in (
        ("truncated", cut(x, ulp)),
        ("double-rounded", half_up(half_up(x, ulp / 10), ulp)),
        ("ceiled", ceil(x, ulp)),
    ):
        if printed == fits:
            return {verdict}
    return set()


def equals(expr, operands, result, members):
    if expr["op"] == "arg" and not result.number:
        return {"exact"} if same(operands[expr["args"][0]], result) else {"wrong"}
    x, printed = value_of(expr, operands), result.value
    if x == printed:
        return {"exact"}
    if any(m.approximate for m in members):
        fits = meets(interval_of(expr, operands), result.interval())
        return {"within", "unknown", "wrong"} if fits else {"wrong"}
    if expr["op"] == "arg":
        other = operands[expr["args"][0]]
        coarse, fine = max((other, result), key=lambda m: m.step), min((other, result), key=lambda m: m.step)
        if not coarse.point and coarse.step and half_up(fine.value, coarse.step) == coarse.value:
            return {"rounded", "wrong"}
        if not coarse.point and coarse.step and cut(fine.value, coarse.step) == coarse.value:
            return {"truncated", "wrong"}
    return {"wrong"}


def same(a, b):
    return a.kind == b.kind and a.text.strip() == b.text.strip()


def at_most(expr, operands, result, members):
    if expr["op"] == "arg" and result.kind == "date":
        fits = before(operands[expr["args"][0]], result)
    else:
        excess = value_of(expr, operands) - result.value
        if excess > 0 and expr["op"] == "sum":
            used = [operands[name] for name in leaves(expr)] + [result]
            return {"within"} if excess <= sum(0 if m.point else m.padded / 2 for m in used) else {"wrong"}
        fits = excess <= 0
    return {"exact"} if fits else {"wrong"}


def before(a, b):
    """a <= b; dates as far as both are printed."""
    if a.kind == "date" and b.kind == "date":
        pairs = list(zip(map(int, a.text.split("-")), map(int, b.text.split("-"))))
        return [x for x, _ in pairs] <= [y for _, y in pairs]
    if a.value is None or b.value is None:
        raise Unknown("no order between these")
    return a.value <= b.value


def ordered(expr, operands, result, members):
    line = list(operands.values()) + [result]
    return {"exact"} if all(before(a, b) for a, b in zip(line, line[1:])) else {"wrong"}


def sequence(expr, operands, result, members):
    values = [m.value for m in operands.values()]
    if None in values:
        raise Unknown("a part has no number")
    return {"exact"} if values == list(range(1, len(values) + 1)) else {"wrong"}


def band(expr, operands, result, members, relation):
    x, low, high = value_of(expr, operands), Fraction(relation["low"]), Fraction(relation["high"])
    inside = low <= x < high or (relation.get("top") and x == high)
    return {"exact"} if inside else {"wrong"}


JUDGES = {
    "sums": sums,
    "rounds": rounds,
    "scores": scores,
    "equals": equals,
    "at_most": at_most,
    "ordered": ordered,
    "sequence": sequence,
}


def verdicts(check):
    """The verdicts that may stand for a check."""
    operands = {data["name"]: Member(data) for data in check["operands"]}
    result = Member(check["result"])
    members = list(operands.values()) + [result]
    pad(members)
    relation = check["relation"]
    kind = relation["kind"]
    try:
        if kind == "band":
            return band(check["expr"], operands, result, members, relation)
        if result.number and result.value is None:
            raise Unknown("the result has no value")
        if not result.number and kind in ("sums", "rounds", "scores"):
            raise Unknown("the result is no number")
        return JUDGES[kind](check["expr"], operands, result, members)
    except Unknown:
        return {"unknown"}


def disagreements(check):
    """In words, one an item."""
    said, may = check["verdict"], verdicts(check)
    if said == "slip" and "wrong" in may and check.get("reason"):
        may = may | {"slip"}
    if said == "unknown" and check.get("reason"):
        may = may | {"unknown"}
    found = [] if said in may else [f"verdict {said}, replayed {' or '.join(sorted(may))}"]
    holds = None if said == "unknown" else said in HOLDS
    if check["holds"] is not holds:
        found.append(f"holds {check['holds']} with verdict {said}")
    if check["printed"] != check["result"]["quote"]:
        found.append(f"printed {check['printed']} is not the result's quote {check['result']['quote']}")
    return found + shown(check)


def shown(check):
    """The value that is shown must be the computed one, its digits cut and not rounded."""
    if check.get("exact_base") is None:
        return []
    operands = {data["name"]: Member(data) for data in check["operands"]}
    try:
        x = value_of(check["expr"], operands)
    except Unknown:
        return []
    found = []
    if Fraction(check["exact_base"]) != x:
        found.append(f"exact_base {check['exact_base']}, replayed {x}")
    result, text = Member(check["result"]), check.get("exact")
    if text is None or not result.value or not re.fullmatch(r"-?\d+(\.\d+)?", result.text):
        return found
    if not re.fullmatch(r"-?\d+(\.\d+)?…?", text) or Fraction(result.text) == 0:
        return found
    x = x * Fraction(result.text) / result.value
    digits = text.rstrip("…")
    places = len(digits.partition(".")[2])
    if Fraction(digits) != (cut(x, Fraction(1, 10**places)) if text.endswith("…") else x):
        found.append(f"exact {text}, replayed {float(x)}")
    return found


def counts(document):
    """The counts of checks and findings must be those of the lists."""
    said, found = document["counts"], []
    held = [check["holds"] for check in document["checks"]]
    real = {"held": held.count(True), "failed": held.count(False), "unknown": held.count(None)}
    if said["checks"] != real:
        found.append(f"counts.checks {said['checks']}, listed {real}")
    levels = [finding["severity"] for finding in document["findings"]]
    real = {level: levels.count(level) for level in ("error", "warning", "note")}
    if said["findings"] != real:
        found.append(f"counts.findings {said['findings']}, listed {real}")
    parts = sum(said[key] for key in ("tied", "doubtful", "bounded", "unchecked", "untied"))
    if parts != said["figures"]:
        found.append(f"counts: {parts} figures by status, {said['figures']} in all")
    return found


def documents(text):
    try:
        data = json.loads(text)
        return data["documents"] if "documents" in data else [data]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def replay(docs):
    """Prints what disagrees; gives the number of checks, of unknown ones and of disagreements."""
    total = unknown = wrong = 0
    for document in docs:
        for words in counts(document):
            wrong += 1
            print(f"{document['path']}: {words}")
        for check in document["checks"]:
            total += 1
            unknown += check["verdict"] == "unknown"
            for words in disagreements(check):
                wrong += 1
                print(f"{document['path']}: {check['id']} {check['rule']} {check['formula']}: {words}")
    return total, unknown, wrong


def main(args):
    if args == ["--self-test"]:
        return self_test()
    try:
        if args:
            with open(args[0], encoding="utf-8") as file:
                text = file.read()
        else:
            text = sys.stdin.buffer.read().decode("utf-8")
        docs = documents(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        print(f"replay: cannot read the input: {error}", file=sys.stderr)
        return 2
    total, unknown, wrong = replay(docs)
    print(f"replayed {total} checks ({unknown} unknown): {wrong} disagreements")
    return 1 if wrong else 0


# Examples of checks.md B0.

UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8, "%": 1, "分": 1, "人": 1, "万个": 10**4}


def member(text, name=None):
    """ "约9350.64万元" as gouji would print it."""
    qualifier = "about" if text.startswith("约") else "none"
    number, unit = re.fullmatch(r"约?(-?[\d.]+)(.*)", text).groups()
    places = len(number.partition(".")[2])
    scale = Fraction(UNITS[unit])
    return {
        "name": name,
        "role": "",
        "quote": text,
        "kind": "number",
        "value": number,
        "unit": unit,
        "base_value": str(Fraction(number) * scale),
        "step": str(scale / 10**places),
        "point": unit in ("分", "人"),
        "qualifier": qualifier,
        "places": places,
    }


def check_of(kind, expr, operands, result, **relation):
    named = [member(text, "abcdefghijklmnop"[i]) for i, text in enumerate(operands)]
    return {"expr": expr, "relation": {"kind": kind, **relation}, "operands": named, "result": member(result)}


def op(name, *args):
    return {"op": name, "args": list(args)}


RATE = op("mul", op("const", "100"), op("div", "a", "b"))
GROWTH = op("mul", op("const", "100"), op("div", op("sub", "a", "b"), "b"))
SCORE = op("mul", "a", op("div", "b", op("const", "100")))


def total_of(n):
    return op("sum", *"abcdefghijklmnop"[:n])


EXAMPLES = [
    ("rounds", RATE, ["9350.64万元", "10690.26万元"], "87.46%", "truncated"),
    ("rounds", RATE, ["9350.64万元", "10690.26万元"], "87.47%", "rounded"),
    ("rounds", RATE, ["9350.64万元", "10690.26万元"], "88.47%", "wrong"),
    ("rounds", GROWTH, ["2364万元", "2840万元"], "-16.77%", "ceiled unknown"),
    ("rounds", GROWTH, ["2364.00万元", "2840.00万元"], "-16.77%", "ceiled"),
    ("rounds", RATE, ["12.0万元", "90.0万元"], "13.3%", "rounded"),
    ("rounds", RATE, ["120.0万元", "900.0万元"], "13.34%", "within"),
    ("rounds", RATE, ["3万元", "4万元"], "80%", "wrong unknown"),
    ("rounds", RATE, ["1.546元", "100元"], "1.6%", "double-rounded"),
    ("rounds", RATE, ["20.2037元", "100元"], "20.21%", "ceiled"),
    ("rounds", RATE, ["1元", "0元"], "100%", "unknown"),
    ("rounds", RATE, ["1元", "8元"], "12%", "rounded"),
    ("rounds", RATE, ["约9300万元", "10690.26万元"], "87.46%", "within unknown"),
    ("scores", SCORE, ["10分", "87.46%"], "8.75分", "rounded"),
    ("scores", SCORE, ["10分", "87.46%"], "8.74分", "truncated"),
    ("sums", total_of(2), ["2795.16万元", "5052.54万元"], "7847.70万元", "exact"),
    ("sums", total_of(2), ["2795.16万元", "5052.54万元"], "7847.71万元", "tail"),
    ("sums", total_of(2), ["2795.16万元", "5052.54万元"], "7847.72万元", "wrong"),
    ("sums", total_of(3), ["29.99万元", "30万元", "30万元"], "89.98万元", "tail"),
    ("sums", total_of(3), ["29.99万元", "30万元", "30万元"], "89.96万元", "wrong"),
    ("sums", total_of(2), ["2.4亿元", "47万元"], "24047万元", "exact"),
    ("sums", total_of(2), ["2.4亿元", "47万元"], "24447万元", "within"),
    ("sums", total_of(2), ["2.4亿元", "47万元"], "24647万元", "wrong"),
    ("sums", total_of(2), ["8344万元", "1528万元"], "9872.69万元", "within"),
    ("sums", total_of(2), ["8344万元", "1528万元"], "9873.69万元", "wrong"),
    ("sums", total_of(2), ["1.8万个", "1.2万个"], "3.1万个", "tail"),
    ("sums", total_of(3), ["4人", "25人", "9人"], "39人", "wrong"),
    ("sums", total_of(2), ["约40人", "25人"], "66人", "within tail unknown"),
    ("equals", op("arg", "a"), ["2026400元"], "202.64万元", "exact"),
    ("equals", op("arg", "a"), ["2026412元"], "202.64万元", "rounded wrong"),
    ("equals", op("count", "a", "b"), ["1人", "1人"], "2人", "exact"),
    ("at_most", op("arg", "a"), ["8.74分"], "10分", "exact"),
    ("at_most", op("arg", "a"), ["10.74分"], "10分", "wrong"),
    ("ordered", op("arg", "a"), ["1人", "3人"], "2人", "wrong"),
    ("sequence", op("count", "a", "b"), ["1人", "2人"], "2人", "exact"),
    ("sequence", op("count", "a", "b"), ["1人", "3人"], "3人", "wrong"),
]


def self_test():
    failed = 0
    for kind, expr, operands, result, want in EXAMPLES:
        got = verdicts(check_of(kind, expr, operands, result))
        if got != set(want.split()):
            failed += 1
            print(f"{kind} {operands} {result}: {' '.join(sorted(got))}, not {want}")
    for value, top, want in (("90分", False, "exact"), ("100分", False, "wrong"), ("100分", True, "exact")):
        check = check_of("band", op("arg", "a"), [value], "90分", low="90", high="100", top=top)
        failed += verdicts(check) != {want}
    date = lambda text: Member({"kind": "date", "value": text, "unit": ""})
    for a, b, want in (("2023", "2023-05-01", True), ("2023-05-01", "2023", True), ("2023-06", "2023-05-31", False)):
        failed += before(date(a), date(b)) is not want
    print(f"{len(EXAMPLES) + 6} examples, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
