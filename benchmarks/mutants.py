"""Small changes to a module that its tests should notice: comparisons, arithmetic, constants, statements, returns.

Left alone are types, decorators, docstrings, the words of refusals and of help, and what starts a script.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
_NEEDS = ("need", "_plain")
"""Functions that raise unless their first argument holds; the second says why."""

_LET_ALONE = ("annotation", "returns", "decorator_list")
_SHORTENED = 110


@dataclass(frozen=True)
class Mutant:
    """A module with one change: where it stands, what it was and became, and the source that comes of it.

    ``inside`` says that the change is in the body of a function, so that the function alone need be replaced.
    """

    where: str
    line: int
    what: str
    source: str
    inside: bool


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module's source, in its order."""
    tree = ast.parse(source)
    for place in list(_places(tree, "", inside=False)):
        for made in _variants(place.node):
            what = f"{_short(place.node)} \u2192 {_short(made)}"
            place.put(made)
            yield Mutant(place.where, place.node.lineno, what, ast.unparse(tree), place.inside)
            place.put(place.node)


def put_in(module: ModuleType, mutant: Mutant) -> None:
    """Let a function of an imported module do what it does in a mutant, wherever it is known by."""
    function: Any = module
    for name in mutant.where.split("."):
        function = vars(function)[name]
    for inner in ("fget", "__func__", "func"):
        function = getattr(function, inner, function)
    while not isinstance(function, FunctionType):
        function = function.__wrapped__
    function.__code__ = _code(compile(mutant.source, str(module.__file__), "exec"), mutant.where)


def _code(code: CodeType, where: str) -> CodeType:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    for one in inner:
        if one.co_qualname == where:
            return one
    [around] = [one for one in inner if where.startswith(f"{one.co_qualname}.")]
    return _code(around, where)


@dataclass
class _Place:
    """A node, and where it hangs in the tree."""

    node: Any
    parent: ast.AST
    field: str
    at: int | None
    where: str
    inside: bool

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def _places(parent: ast.AST, where: str, *, inside: bool) -> Iterator[_Place]:
    for field, value in ast.iter_fields(parent):
        if field in _LET_ALONE:
            continue
        within = inside or (isinstance(parent, ast.FunctionDef) and field == "body")
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_let_alone(node) or _are_words(node, parent, at):
                continue
            named = where
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not inside:
                named = f"{where}.{node.name}".lstrip(".")
            yield _Place(node, parent, field, at, named, within)
            if not isinstance(node, ast.Raise):
                yield from _places(node, named, inside=within)


def _is_let_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def _are_words(node: ast.AST, parent: ast.AST, at: int | None) -> bool:
    """Tell whether a text only says why something is refused, or what an option is for."""
    match parent:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _NEEDS:
            return bool(at) and node in parent.args
        case ast.keyword(arg="help" | "description"):
            return True
    return False


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                made = copy.copy(node)
                made.ops = [*node.ops[:at], _COMPARED[type(operator)](), *node.ops[at + 1 :]]
                yield made
        case ast.BinOp():
            if type(node.op) in _RECKONED:
                yield _changed(node, op=_RECKONED[type(node.op)]())
        case ast.BoolOp():
            yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant():
            yield from (_changed(node, value=value) for value in _other(node.value))
        case ast.Return(value=ast.expr()):
            if not isinstance(node.value, ast.Constant):
                yield _changed(node, value=None)
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield _changed(ast.Pass(), **_spot(node))
        case ast.Continue():
            yield _changed(ast.Break(), **_spot(node))
        case ast.Break():
            yield _changed(ast.Continue(), **_spot(node))


def _other(value: object) -> Iterator[object]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case str():
            yield f"XX{value}"
        case bytes():
            yield b"XX" + value


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _spot(node: ast.stmt) -> dict[str, object]:
    return {"lineno": node.lineno, "col_offset": node.col_offset}


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _SHORTENED else f"{text[:_SHORTENED]} ..."
