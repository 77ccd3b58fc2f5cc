"""What may be changed about one node of a syntax tree; an edit changes the node in place."""

import ast
from collections.abc import Callable

Edit = Callable[[], None]

OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OTHER_FUNCTIONS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "tuple",
    "reversed": "tuple",
    "ge": "gt",
    "gt": "ge",
    "le": "lt",
    "lt": "le",
}


def edits_of(node: ast.AST, *, in_function: bool) -> list[Edit]:
    """Every edit of one node; the same node always has the same edits in the same order."""
    kinds: dict[type[ast.AST], Callable[..., list[Edit]]] = {
        ast.Compare: _comparisons,
        ast.BinOp: _operators,
        ast.AugAssign: _operators,
        ast.BoolOp: _and_or,
        ast.UnaryOp: _signs,
        ast.If: _conditions,
        ast.IfExp: _conditions,
        ast.While: _conditions,
        ast.comprehension: _filters,
        ast.Call: _calls,
        ast.Return: _returns,
        ast.arguments: _defaults,
        ast.AnnAssign: _fields,
        ast.Break: lambda node: [lambda: _become(node, ast.Continue())],
        ast.Continue: lambda node: [lambda: _become(node, ast.Break())],
    }
    edits = kinds[type(node)](node) if type(node) in kinds else []
    if isinstance(node, ast.Constant):
        edits = _constants(node, in_function=in_function)
    return edits + (_removals(node) if in_function else [])


def _comparisons(node: ast.Compare) -> list[Edit]:
    return [
        lambda at=at, other=other: node.ops.__setitem__(at, other())  # type: ignore[misc]
        for at, operator in enumerate(node.ops)
        for other in OTHER_COMPARISONS[type(operator)]
    ]


def _operators(node: ast.BinOp | ast.AugAssign) -> list[Edit]:
    other = OTHER_OPERATORS.get(type(node.op))
    return [lambda: setattr(node, "op", other())] if other else []


def _and_or(node: ast.BoolOp) -> list[Edit]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return [lambda: setattr(node, "op", other)]


def _signs(node: ast.UnaryOp) -> list[Edit]:
    if isinstance(node.op, ast.Not):
        return [lambda: _become(node, ast.Call(_name("bool"), [node.operand], []))]
    return [lambda: setattr(node, "op", ast.UAdd())] if isinstance(node.op, ast.USub) else []


def _conditions(node: ast.If | ast.IfExp | ast.While) -> list[Edit]:
    values = (False,) if isinstance(node, ast.While) else (False, True)
    return [lambda value=value: setattr(node, "test", ast.Constant(value)) for value in values]  # type: ignore[misc]


def _filters(node: ast.comprehension) -> list[Edit]:
    places = range(len(node.ifs))
    return [_setting(node.ifs, at, value) for at in places for value in (True, False)]


def _returns(node: ast.Return) -> list[Edit]:
    if node.value is None or _is_nothing(node.value):
        return []
    return [lambda: setattr(node, "value", ast.Constant(None))]


def _fields(node: ast.AnnAssign) -> list[Edit]:
    if not isinstance(node.value, ast.Attribute | ast.Name):
        return []
    return [lambda: setattr(node, "value", ast.Constant(None))]


def _constants(node: ast.Constant, *, in_function: bool) -> list[Edit]:
    value = node.value
    if isinstance(value, bool):
        return [lambda: setattr(node, "value", not value)]
    if isinstance(value, int):
        return [
            lambda: setattr(node, "value", value + 1),
            lambda: setattr(node, "value", value - 1),
        ]
    if isinstance(value, str) and in_function:
        return [lambda: setattr(node, "value", f"?{value}?")]
    return []


def _calls(node: ast.Call) -> list[Edit]:
    edits: list[Edit] = []
    if isinstance(node.func, ast.Name) and node.func.id in OTHER_FUNCTIONS:
        other = OTHER_FUNCTIONS[node.func.id]
        edits.append(lambda: _call_instead(node, other))
    if isinstance(node.func, ast.Name) and node.func.id == "half_up" and len(node.args) == 2:
        floor = ast.BinOp(node.args[0], ast.FloorDiv(), node.args[1])
        edits.append(lambda: _become(node, floor))
    edits += [
        lambda keyword=keyword: node.keywords.remove(keyword)  # type: ignore[misc]
        for keyword in node.keywords
        if keyword.arg == "validator"
    ]
    return edits


def _call_instead(node: ast.Call, other: str) -> None:
    node.func = _name(other)
    if other == "tuple":
        node.keywords = []


def _defaults(node: ast.arguments) -> list[Edit]:
    return [
        _setting(values, at, None)
        for values in (node.defaults, node.kw_defaults)
        for at, value in enumerate(values)
        if value is not None and not isinstance(value, ast.Constant)
    ]


def _removals(node: ast.AST) -> list[Edit]:
    """A statement that is not there: what it does is not done, what it refuses passes."""
    if isinstance(node, ast.Raise | ast.Assert | ast.AugAssign | ast.Expr):
        return [lambda: _become(node, ast.Pass())]
    if isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name):
        return [lambda: _become(node, ast.Pass())]
    return []


def _setting(values: list[ast.expr] | list[ast.expr | None], at: int, value: object) -> Edit:
    return lambda: values.__setitem__(at, ast.Constant(value))  # type: ignore[arg-type]


def _become(node: ast.AST, other: ast.AST) -> None:
    """Make one node another, where it stands."""
    lines = {name: getattr(node, name, None) for name in ("lineno", "col_offset", "end_lineno")}
    node.__class__ = other.__class__
    node.__dict__.clear()
    node.__dict__.update(other.__dict__)
    node.__dict__.update({name: value for name, value in lines.items() if value is not None})


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
