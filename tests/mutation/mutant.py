"""Every single change that makes a module wrong, as far as a machine can think of them."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

from tests.mutation.edits import edits_of

CONTEXT_CHARACTERS = 32


@attrs.frozen
class Place:
    """A node with the statement and the function or class it stands in."""

    node: ast.AST
    statement: ast.stmt
    within: str
    in_function: bool


@attrs.frozen(slots=False)
class Mutant:
    """One change of one module: the n-th place of its tree, the m-th edit there."""

    path: Path
    module: str
    place: int
    edit: int
    line: int
    last_line: int
    within: str
    in_function: bool
    before: str
    after: str
    twin: int = 0

    @cached_property
    def id(self) -> str:
        """The same as long as the words of the change are, wherever the lines move.

        Of changes of the same words in one function each is a ``twin`` with its number.
        """
        words = f"{self.module} {self.within} {self.before} {self.after} {self.twin}"
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    @property
    def change(self) -> str:
        """Both versions of the statement, shortened around where they differ."""
        start = _shared(self.before, self.after)
        end = _shared(self.before[start:][::-1], self.after[start:][::-1])
        return " → ".join(
            _shortened(text, start, len(text) - end) for text in (self.before, self.after)
        )

    def tree(self) -> ast.Module:
        """The module with the change in it."""
        tree = ast.parse(self.path.read_bytes())
        place = list(places(tree))[self.place]
        edits_of(place.node, in_function=place.in_function)[self.edit]()
        return ast.fix_missing_locations(tree)


def mutants_of(path: Path, module: str) -> tuple[Mutant, ...]:
    """All mutants of a module that differ from it and from each other."""
    source = path.read_bytes()
    seen = {ast.dump(ast.parse(source))}
    twins: Counter[tuple[str, str, str]] = Counter()
    found = []
    for number, place in enumerate(places(ast.parse(source))):
        for edit in range(len(edits_of(place.node, in_function=place.in_function))):
            tree = ast.parse(source)
            twin = list(places(tree))[number]
            before = _first_line(twin.statement)
            edits_of(twin.node, in_function=place.in_function)[edit]()
            if (shape := ast.dump(tree)) in seen:
                continue
            seen.add(shape)
            first, last = _lines(place)
            after = _first_line(twin.statement)
            words = place.within, before, after
            where = (place.within, place.in_function, before, after, twins[words])
            found.append(Mutant(path, module, number, edit, first, last, *where))
            twins[words] += 1
    return tuple(found)


def places(tree: ast.Module) -> Iterator[Place]:
    """Every node that may be changed, in the order of the source."""
    for statement in tree.body:
        yield from _within(statement, statement, "", in_function=False)


def _within(
    node: ast.AST, statement: ast.stmt, within: str, *, in_function: bool
) -> Iterator[Place]:
    if isinstance(node, ast.Import | ast.ImportFrom) or _says_nothing(node):
        return
    if isinstance(node, ast.stmt):
        statement = node
    yield Place(node, statement, within, in_function)
    if _speaks_to_programmers(node):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        within = f"{within}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases", "msg", "format_spec"}:
            continue
        inside = in_function or (isinstance(node, ast.FunctionDef) and field == "body")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _within(child, statement, within, in_function=inside)


def _says_nothing(node: ast.AST) -> bool:
    """Whether it is a docstring, or a protocol, whose bodies nobody runs."""
    if isinstance(node, ast.ClassDef):
        return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _speaks_to_programmers(node: ast.AST) -> bool:
    """Whether it raises a ValueError: that it does is a rule, its words are not."""
    if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
        return False
    return isinstance(node.exc.func, ast.Name) and node.exc.func.id == "ValueError"


def _lines(place: Place) -> tuple[int, int]:
    """What must run for the change to matter: a statement, or the head of one with a body."""
    node, statement = place.node, place.statement
    last = getattr(node, "end_lineno", None)
    if not hasattr(statement, "body"):
        return statement.lineno, statement.end_lineno or statement.lineno
    return statement.lineno, statement.lineno if node is statement or last is None else last


def _first_line(statement: ast.stmt) -> str:
    lines = (line for line in ast.unparse(statement).splitlines() if not line.startswith("@"))
    return next(lines, "")


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _shortened(text: str, start: int, end: int) -> str:
    left, right = max(start - CONTEXT_CHARACTERS, 0), end + CONTEXT_CHARACTERS
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}"
