#!/usr/bin/env python3
"""Measures the house: prints a table, and fails where a line is crossed back.

Usage: tests/house/measure.py [ROOT] [--list MEASURE]

Every measure is read from the sources alone, with the standard library: comments, strings and inline tests are told
apart from code by a small scanner, not by a compiler.
"""

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

# What each measure may be at most (at least, for names): where a figure got better its line is moved, never back.
MOST = {
    "code_lines": 61_750,
    "files": 428,
    "own_names": 97.0,
    "riddles": 1.0,
    "circles": 1,
    "named_closures": 38,
    "option_for_each": 0,
    "tuple_parameters": 0,
    "empty_matches": 0,
}

RIDDLES = ("What", "Whether", "How", "Where", "That", "Who", "Why", "When")


def scan(text):
    """Splits Rust into code, with comments cut out and literals blanked, and the doc lines by line number."""
    out, docs, at, line = [], {}, 0, 1
    n = len(text)
    while at < n:
        two = text[at:at + 2]
        if two == "//":
            end = text.find("\n", at)
            end = n if end < 0 else end
            comment = text[at:end]
            if comment.startswith(("///", "//!")) and not comment.startswith("////"):
                docs[line] = comment
            at = end
        elif two == "/*":
            depth, end = 1, at + 2
            while end < n and depth:
                pair = text[end:end + 2]
                depth += (pair == "/*") - (pair == "*/")
                end += 2 if pair in ("/*", "*/") else 1
            line += text.count("\n", at, end)
            out.append("\n" * text.count("\n", at, end))
            at = end
        elif text[at] == '"' or (text[at] in "rb" and (m := re.compile(r'(?:b?r(#*)"|b")').match(text, at))
                                 and not (at and (text[at - 1].isalnum() or text[at - 1] == "_"))):
            if text[at] == '"' or text[at:at + 2] == 'b"':
                end = text.index('"', at) + 1
                while text[end] != '"':
                    end += 2 if text[end] == "\\" else 1
                end += 1
            else:
                close = '"' + m.group(1)
                end = text.index(close, m.end()) + len(close)
            out.append('""' + "\n" * text.count("\n", at, end))
            line += text.count("\n", at, end)
            at = end
        elif text[at] == "'" and (m := re.compile(r"'(?:\\.[^']*|[^\\'])'").match(text, at)):
            out.append("' '")
            at = m.end()
        else:
            out.append(text[at])
            line += text[at] == "\n"
            at += 1
    return "".join(out), docs


def matching(code, at):
    """The place after the bracket that closes the one at `at`."""
    depth = 0
    for place in range(at, len(code)):
        depth += (code[place] in "{[(") - (code[place] in "}])")
        if depth == 0:
            return place + 1
    return len(code)


def without_tests(code):
    """Code without what is compiled for tests only."""
    while m := re.search(r"#\[cfg\((?:test|all\(test[^\n]*?\))\)\]\s*(?:#\[[^\n]*\]\s*)*(?:pub(?:\([a-z ]*\))?\s+)?(?:mod|fn|impl|use|const|struct)\b[^;{]*", code):
        end = m.end()
        end = matching(code, end) if end < len(code) and code[end] == "{" else end + 1
        code = code[:m.start()] + "\n" * code.count("\n", m.start(), end) + code[end:]
    return code


def is_test_file(path):
    return path.name == "tests.rs" or "tests" in path.parts


class House:
    def __init__(self, root):
        self.src = root / "src"
        self.files = {}
        for path in sorted(self.src.rglob("*.rs")):
            relative = path.relative_to(self.src)
            text = path.read_text(encoding="utf-8")
            code, docs = scan(text)
            self.files[relative] = (text, code, docs)
        self.code = {path: without_tests(code) for path, (_, code, _) in self.files.items() if not is_test_file(path)}

    # ---- measures: each gives its list; the figure is its length or a share ------------------------

    def code_lines(self):
        return [f"{path}:{n}" for path, code in self.code.items() for n, row in enumerate(code.splitlines(), 1) if row.strip()]

    def types(self):
        found = defaultdict(list)
        for path, code in self.code.items():
            for m in re.finditer(r"^[ \t]*((?:pub(?:\([^)]*\))?[ \t]+)?)(?:struct|enum|trait|type|union)[ \t]+([A-Z]\w*)", code, re.M):
                if not re.match(r"\s", m.group(0)) or m.group(1):
                    found[m.group(2)].append(f"{path}:{code.count(chr(10), 0, m.start()) + 1}")
        return found

    def shared_types(self):
        return [f"{name}: {place}" for name, places in sorted(self.types().items()) if len(places) > 1 for place in places]

    def summaries(self):
        """First lines of doc comments, with their places."""
        for path, (_, _, docs) in self.files.items():
            if is_test_file(path):
                continue
            for n, doc in docs.items():
                if n - 1 in docs and docs[n - 1][:3] == doc[:3]:
                    continue
                yield f"{path}:{n}", doc[3:].strip()

    def riddles(self):
        return [f"{place}: {doc}" for place, doc in self.summaries() if doc.split(" ")[0].rstrip(",:") in RIDDLES]

    def occurrences(self, pattern):
        regex = re.compile(pattern, re.M)
        return [f"{path}:{code.count(chr(10), 0, m.start()) + 1}: {m.group(0).strip()[:90]}"
                for path, code in self.code.items() for m in regex.finditer(code)]

    def named_closures(self):
        return self.occurrences(r"\blet\s+(?:mut\s+)?\w+\s*(?::[^=;]+)?=\s*(?:move\s+)?\|")

    def option_for_each(self):
        return self.occurrences(r"(?:into_iter\(\)|\.iter\(\)|take\(\)|then\(|then_some\([^\n]*\)|ok\(\)|\bfilter\([^\n]*\))\s*\.for_each\b")

    def tuple_parameters(self):
        found = []
        for path, code in self.code.items():
            for m in re.finditer(r"\bfn\s+\w+(?:<[^({]*>)?\(", code):
                end = matching(code, m.end() - 1)
                inside = code[m.end():end - 1]
                if re.search(r"(?:^|,)\s*(?:mut\s+)?\([\w\s,&()]*\)\s*:\s*\(", inside):
                    found.append(f"{path}:{code.count(chr(10), 0, m.start()) + 1}: {m.group(0)}")
        return found

    def empty_matches(self):
        return self.occurrences(r"\bmatch\s*\(\)")

    def imports(self):
        """Imports between the folders and files just below `src` and `src/domain`, and between files of these."""
        found = defaultdict(set)
        for path, code in self.code.items():
            here = module(path)
            text = re.sub(r"\buse\s+([^;]+);", lambda m: " ".join(flatten(m.group(1))), code)
            for m in re.finditer(r"\bcrate(?:::\w+)+|\bsuper(?:::\w+)+", text):
                parts = m.group(0).split("::")
                if parts[0] == "crate":
                    there = parts[1:]
                else:
                    ups = len([part for part in parts if part == "super"])
                    there = here[:len(here) - ups] + tuple(parts[ups:])
                found[here].add(tuple(there))
        return found

    def circles(self):
        """Groups of folders (src/*, src/domain/*) that import each other in a circle."""
        edges = defaultdict(set)
        for here, there in self.imports().items():
            for target in there:
                a, b = room(here), room(target)
                if a and b and a != b:
                    edges[a].add(b)
        return [" ↔ ".join(sorted(group)) for group in groups(edges) if len(group) > 1]


def flatten(use):
    """The paths of a use declaration."""
    use = re.sub(r"\s+", "", use)

    def walk(prefix, rest):
        if "{" not in rest:
            yield prefix + re.sub(r"as\w+$", "", rest)
            return
        head, inside = rest.split("{", 1)
        inside = inside[:inside.rindex("}")]
        depth, item = 0, ""
        for c in inside + ",":
            depth += (c == "{") - (c == "}")
            if c == "," and depth == 0:
                if item:
                    yield from walk(prefix + head, item)
                item = ""
            else:
                item += c

    return [path.removesuffix("::self") for path in walk("", use)]


def module(path):
    parts = list(path.parts)
    parts[-1] = parts[-1].removesuffix(".rs")
    return tuple(part for part in parts if part not in ("mod", "lib", "main"))


def room(path):
    if not path:
        return None
    if path[0] == "domain":
        return "/".join(path[:2]) if len(path) > 1 else None
    return path[0]


def groups(edges):
    """Strongly connected groups (Tarjan)."""
    index, low, stack, found, counter = {}, {}, [], [], [0]

    def visit(node):
        index[node] = low[node] = counter[0]
        counter[0] += 1
        stack.append(node)
        for other in edges.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = set()
            while True:
                other = stack.pop()
                group.add(other)
                if other == node:
                    break
            found.append(group)

    sys.setrecursionlimit(10_000)
    for node in list(edges):
        if node not in index:
            visit(node)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--list", metavar="MEASURE", help="print the places of one measure instead")
    arguments = parser.parse_args()
    house = House(arguments.root)
    if arguments.list:
        print("\n".join(getattr(house, arguments.list)()))
        return 0
    types, summaries = house.types(), list(house.summaries())
    declared = sum(len(places) for places in types.values())
    rows = [
        ("code_lines", "code lines in src", len(house.code_lines())),
        ("files", "files in src", len(house.files)),
        ("own_names", "types with a name of their own, %", 100 * (declared - len(house.shared_types())) / declared),
        ("riddles", "doc summaries that are riddles, %", 100 * len(house.riddles()) / len(summaries)),
        ("circles", "circles of imports", len(house.circles())),
        ("named_closures", "closures bound to a name", len(house.named_closures())),
        ("option_for_each", ".for_each on an Option", len(house.option_for_each())),
        ("tuple_parameters", "tuples of parameters", len(house.tuple_parameters())),
        ("empty_matches", "match ()", len(house.empty_matches())),
    ]
    crossed = []
    print(f"{'measure':40} {'today':>10} {'line':>10}")
    for key, name, value in rows:
        limit = MOST[key]
        shown = f"{value:.1f}" if isinstance(value, float) else str(value)
        print(f"{name:40} {shown:>10} {limit:>10}")
        if value < limit if key == "own_names" else value > limit:
            crossed.append(f"{name}: {shown}, the line is {limit}; `{Path(__file__).name} --list` names the places")
    for message in crossed:
        print(message, file=sys.stderr)
    return 1 if crossed else 0


if __name__ == "__main__":
    sys.exit(main())
