"""Adds up what a run of ctest did, from its JUnit file, and names every skip with its reason.

Closes with one line: "N passed, N failed, N skipped". A program that ran no test at all counts as failed.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

QT_TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.M)
QT_SKIP = re.compile(r"^SKIP\s+: (\S+?)\([^\n]*?\) (.*)$", re.M)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_END = re.compile(r"^(?:OK|FAILED)(?: \((.*)\))?$", re.M)
UNITTEST_SKIP = re.compile(r"^(\S+) \(.*\.\.\. skipped ['\"](.*)['\"]$", re.M)
PLAIN_SKIP = re.compile(r"^SKIP WHOLE TEST:? ?(.*)$", re.M)


def counts_of_unittest(text):
    ran = sum(int(n) for n in UNITTEST_RAN.findall(text))
    failed = skipped = 0
    for words in UNITTEST_END.findall(text):
        for name, number in re.findall(r"(\w+)=(\d+)", words):
            failed += int(number) if name in ("failures", "errors") else 0
            skipped += int(number) if name == "skipped" else 0
    return ran - failed - skipped, failed, skipped


def counts_of(case):
    """(passed, failed, skipped) of one test program."""
    text = case.findtext("system-out") or ""
    status = case.get("status")
    if status in ("notrun", "disabled") or case.find("skipped") is not None:
        return 0, 0, 1
    sums = [0, 0, 0]
    for totals in QT_TOTALS.findall(text):
        sums = [a + int(b) for a, b in zip(sums, totals)]
    sums = [a + b for a, b in zip(sums, counts_of_unittest(text))]
    if case.find("failure") is not None or status == "fail":
        return sums[0], max(1, sums[1]), sums[2]
    return tuple(sums) if any(sums) else (1, 0, 0)


def skips_of(case):
    text = case.findtext("system-out") or ""
    name = case.get("name")
    for pattern in (QT_SKIP, UNITTEST_SKIP):
        for test, reason in pattern.findall(text):
            yield f"{name}: {test}: {reason}"
    for reason in PLAIN_SKIP.findall(text):
        yield f"{name}: {reason}"


def main():
    try:
        cases = list(ElementTree.parse(sys.argv[1]).getroot().iter("testcase"))
    except (OSError, ElementTree.ParseError) as problem:
        print(f"No results to add up: {problem}")
        print("0 passed, 1 failed, 0 skipped")
        return 1
    total = [0, 0, 0]
    for case in cases:
        counts = counts_of(case)
        total = [a + b for a, b in zip(total, counts)]
        if counts[1]:
            print(f"FAILED {case.get('name')}")
    for line in sorted({line for case in cases for line in skips_of(case)}):
        print(f"skipped: {line}")
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
