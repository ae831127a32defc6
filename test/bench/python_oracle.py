"""The references of Python files by Python's own parser: reads paths from standard input, a line each, and answers each with
a line of JSON: [[line, UTF-8 column of the string's start, name, kind, optional, via], ...]; null when the file is no Python."""
import ast
import itertools
import json
import sys

METHODS = {"get": "read", "pop": "delete", "setdefault": "write", "__contains__": "exists"}
MEMBERS = {"environ": "environ", "environb": "environ", "getenv": "getenv", "getenvb": "getenv",
           "putenv": "putenv", "unsetenv": "unsetenv"}
CALLS = {"getenv": "read", "putenv": "write", "unsetenv": "delete"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Rest(tuple):
    """The span of what follows a suite that leaves: it is only reached with the name, but is no branch of its question."""


def is_of_surroundings(name):
    """Whether a name says where a program runs."""
    words = name.upper()
    return (words.removeprefix("IS_") in "DEV PROD DEVELOPMENT PRODUCTION".split()
            or words in "CI MODE STAGE VERCEL NETLIFY NEXT_RUNTIME".split() or words.startswith("NPM_")
            or "DEBUG" in words or words.endswith(("ENV", "ENVIRONMENT")))


class Scope:
    def __init__(self, outer):
        self.outer, self.bindings, self.values = outer, {}, {}

    def bind(self, name, value):
        self.bindings.setdefault(name, []).append(value)


class Oracle:
    def __init__(self, tree):
        self.found, self.scopes, self.parents = [], {}, {}
        self.questions, self.readings, self.choices = [], [], []
        self.names, self.functions, self.inner, self.shared = {}, {}, {}, set()
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.module = Scope(None)
        self.collect(tree, self.module)
        for node in ast.walk(tree):
            self.visit(node)
            if isinstance(node, ast.Name):
                self.names.setdefault(node.id, []).append(node)
            if isinstance(node, FUNCTIONS):
                self.functions.setdefault(node.name, []).append(node)
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                self.shared.update(node.names)
        self.guard()
        for entry, node in self.readings:
            entry[4] = entry[4] or self.spared(node, entry[2]) or self.spared_argument(node)

    def collect(self, node, scope):
        self.scopes[node] = scope
        inner = scope
        if isinstance(node, FUNCTIONS):
            scope.bind(node.name, None)
            inner = self.inner[node] = Scope(scope)
            spec = node.args
            names = spec.posonlyargs + spec.args
            defaults = [None] * (len(names) - len(spec.defaults)) + list(spec.defaults)
            for arg, default in list(zip(names, defaults)) + list(zip(spec.kwonlyargs, spec.kw_defaults)):
                inner.bind(arg.arg, default)
            for arg in (spec.vararg, spec.kwarg):
                if arg:
                    inner.bind(arg.arg, None)
        elif isinstance(node, ast.ClassDef):
            scope.bind(node.name, None)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname or "." not in alias.name:
                    scope.bind(alias.asname or alias.name, "os" if alias.name == "os" else None)
                else:
                    scope.bind(alias.name.split(".")[0], "os" if alias.name.startswith("os.") else None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                scope.bind(alias.asname or alias.name, MEMBERS.get(alias.name) if node.module == "os" else None)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    scope.bind(target.id, node.value)
                else:
                    self.bind_all(target, scope)
        elif isinstance(node, ast.NamedExpr):
            scope.bind(node.target.id, node.value)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            self.bind_all(node.target, scope)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars:
                    self.bind_all(item.optional_vars, scope)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            scope.bind(node.name, None)
        for child in ast.iter_child_nodes(node):
            self.collect(child, inner)

    def bind_all(self, target, scope):
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                scope.bind(node.id, None)

    def value(self, node):
        """What an expression stands for: (thing, via), or None."""
        if isinstance(node, str):
            return node, "alias"
        if isinstance(node, ast.Name):
            scope = self.scope_of(node)
            if scope is None:
                return ("os", "direct") if node.id == "os" else None
            thing = self.thing_of(scope, node.id)
            return thing and (thing, "direct" if node.id == "os" else "alias")
        if isinstance(node, ast.Attribute):
            value = self.value(node.value)
            thing = value and value[0] == "os" and MEMBERS.get(node.attr)
            return (thing, value[1]) if thing else None
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return next(filter(None, map(self.value, node.values)), None)
        if isinstance(node, ast.IfExp):
            return self.value(node.body) or self.value(node.orelse)
        return self.copied(node)

    def scope_of(self, node):
        """The scope of the variable that a name means, or that a function or a parameter is."""
        scope, name = self.scopes[node], getattr(node, "id", getattr(node, "name", getattr(node, "arg", None)))
        while scope and name not in scope.bindings:
            scope = scope.outer
        return scope

    def spared(self, node, name):
        """Whether a variable is given this, or one of several of which this is one, and nothing else, and each use of it falls
        back, is behind a question, or puts it back to where it came from."""
        parent = self.parents[node]
        while isinstance(parent, ast.BoolOp):
            node, parent = parent, self.parents[parent]
        target = self.target_given(parent, node)
        if target and self.replaced(parent, target):
            return True
        uses = self.uses_of_name(target, target.id) if target else None
        if uses is None and target:
            uses = self.uses_until_given_anew(parent, target)
        return uses is not None and self.spared_in([parent, *uses] if isinstance(parent, ast.NamedExpr) else uses, name)

    def suite_behind(self, statement):
        """The statements behind one, in the same suite."""
        around = self.parents[statement]
        suites = [getattr(around, field, None) for field in ("body", "orelse", "finalbody")]
        suite = next((each for each in suites if isinstance(each, list) and statement in each), [])
        return suite[suite.index(statement) + 1:] if suite else []

    def replaced(self, statement, target):
        """Whether a variable is given something else where there is nothing in it, before it is used."""
        for each in self.suite_behind(statement) if isinstance(statement, (ast.Assign, ast.AnnAssign)) else []:
            if not names_in([each], target.id):
                continue
            test = each.test if isinstance(each, ast.If) else None
            negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and test.operand
            none = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is) and is_none(test.comparators[0]) and test.left
            asked = negated or none
            if not isinstance(asked, ast.Name) or asked.id != target.id:
                return False
            given = [one for one in each.body if isinstance(one, ast.Assign) and not is_none(one.value)
                     and any(isinstance(goal, ast.Name) and goal.id == target.id for goal in one.targets)]
            return len(given) == 1 and len(names_in(each.body, target.id)) == 1
        return False

    def uses_until_given_anew(self, statement, target):
        """Where a variable is used until the same suite gives it something else, or to its end where nothing does any more; None where
        something else may be in it there."""
        if target.id in self.shared or self.is_in_class(self.parents[target]):
            return None
        uses, scope = [], self.scope_of(target)
        for each in self.suite_behind(statement):
            given = isinstance(each, ast.Assign) and any(isinstance(goal, ast.Name) and goal.id == target.id for goal in each.targets)
            found = [one for one in names_in([each.value] if given else [each], target.id) if self.scope_of(one) is scope]
            if any(not isinstance(one.ctx, ast.Load) for one in found):
                return None
            uses.extend(found)
            if given:
                return uses
        around = statement
        while not isinstance(around, (*FUNCTIONS, ast.Module)):
            around = self.parents[around]
            if isinstance(around, (ast.For, ast.AsyncFor, ast.While)):
                return None
        uses = [each for each in self.names.get(target.id, []) if self.scope_of(each) is scope and self.place(each) > self.place(target)]
        return uses if all(isinstance(each.ctx, ast.Load) for each in uses) else None

    def spared_argument(self, node):
        """Whether a function of the module is called with this that gets along without it."""
        parent = self.parents[node]
        call = self.parents[parent] if isinstance(parent, ast.keyword) else parent
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func is node:
            return False
        if any(isinstance(each, (ast.Starred, ast.Lambda)) for each in call.args):
            return False
        named = [each for each in self.functions.get(call.func.id, []) if self.scope_of(each) is self.scope_of(call.func)]
        if len(named) != 1 or not self.uses_of_name(named[0], call.func.id) or named[0].decorator_list:
            return False
        spec = named[0].args
        if spec.vararg or spec.kwarg:
            return False
        places, names = [*spec.posonlyargs, *spec.args], [*spec.args, *spec.kwonlyargs]
        found = places[call.args.index(node):][:1] if parent is call else [each for each in names if each.arg == parent.arg]
        return bool(found) and self.spared_in(self.uses_of_parameter(named[0], found[0].arg), None)

    def uses_of_parameter(self, function, name):
        scope = self.inner[function]
        uses = [each for each in self.names.get(name, []) if self.scope_of(each) is scope]
        is_sole = len(scope.bindings[name]) == 1 and name not in self.shared and not self.is_in_class(self.parents[function])
        return uses if is_sole and all(isinstance(each.ctx, ast.Load) for each in uses) else []

    def spared_in(self, uses, name):
        """Whether each use of a variable falls back, is behind a question, or puts it back to where it came from."""
        meanings = {use: self.meaning(use) if self.sparing(use) else None for use in uses}
        # In `use(x) if x else None`, the question stands behind what it decides about.
        regions = [region for each in meanings.values() for region in each or []]
        return bool(uses) and all(
            meanings[use] is not None
            or (name and self.put_back(use, name))
            or any(start <= self.place(use) < end for start, end in regions)
            for use in uses)

    def put_back(self, use, name):
        """`os.environ["NAME"] = old`, `os.putenv("NAME", old)`"""
        parent, key = self.parents[use], None
        if isinstance(parent, ast.Assign) and parent.value is use and isinstance(parent.targets[-1], ast.Subscript):
            key = parent.targets[-1].slice
        elif isinstance(parent, ast.Call) and len(parent.args) == 2 and parent.args[1] is use and not parent.keywords:
            key = parent.args[0]
        return key is not None and any(
            entry[:4] == [key.lineno, key.col_offset, name, "write"] and entry[5] == "direct" for entry in self.found)

    def is_in_class(self, node):
        while node in self.parents and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            node = self.parents[node]
        return isinstance(node, ast.ClassDef)

    def place(self, node):
        """Where a node stands; in a formatted string, where that does: older Pythons do not tell more."""
        at = node
        while at in self.parents and not isinstance(at, ast.stmt):
            at = self.parents[at]
            node = at if isinstance(at, ast.JoinedStr) else node
        return node.lineno, node.col_offset

    def copied(self, node):
        """A dictionary that is made of an environment and more."""
        if is_union(node):
            among = [each for each in operands_of(node) if not isinstance(each, ast.Dict)]
            among = among if len(among) == 1 else []
        elif isinstance(node, ast.Dict):
            among = [value for key, value in zip(node.keys, node.values) if key is None]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "copy" and not node.args:
            among = [node.func.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dict":
            among = self.environments_in(node)
        else:
            return None
        environment = self.direct(among)
        return environment and ("copy", environment[1])

    def environments_in(self, call):
        return call.args + [keyword.value for keyword in call.keywords if keyword.arg is None]

    def direct(self, nodes):
        """The environment among these: rather itself than what stands for it."""
        values = [value for value in map(self.value, nodes) if value and value[0] in ("environ", "copy")]
        return next((value for value in values if value[1] == "direct"), values[0] if values else None)

    def thing_of(self, scope, name):
        if name not in scope.values:
            scope.values[name] = None
            things = [value and self.value(value) for value in scope.bindings[name]]
            if all(things) and len({thing for thing, _ in things}) == 1:
                scope.values[name] = things[0][0]
        return scope.values[name]

    def visit(self, node):
        if isinstance(node, ast.Subscript):
            value = self.value(node.value)
            kind = {ast.Store: "write", ast.Del: "delete", ast.Load: "read"}[type(node.ctx)]
            if value and (value[0] == "environ" or (value[0] == "copy" and kind != "read")):
                self.add(node.slice, kind, kind == "read" and (self.optional(node) or self.caught(node)), value[1])
        elif isinstance(node, ast.Call):
            self.visit_call(node)
            self.visit_handed_over(node)
        elif isinstance(node, ast.Dict):
            self.add_keys(self.copied(node), [node])
        elif is_union(node):
            self.visit_union(operands_of(node))
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.BitOr):
            self.add_keys(self.direct([node.target]), [node.value])
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            value = self.value(self.without_keys(node.comparators[0]))
            if value and value[0] == "environ":
                self.add(node.left, "exists", True, value[1], node)

    def visit_handed_over(self, node):
        """`dict(os.environ, X=y)`, `patch.dict(os.environ, {"X": y})`, `os.environ.update(X=y)`"""
        function, method = node.func, getattr(node.func, "attr", "")
        if method == "update":
            value = self.direct([function.value])
        elif getattr(function, "id", "") == "dict" or (method == "dict" and self.is_patch(function.value)):
            value = self.direct(self.environments_in(node))
        else:
            return
        self.add_keys(value, node.args)
        for keyword in node.keywords:
            if value and keyword.arg and keyword.arg not in ("clear", "values"):
                self.found.append([keyword.lineno, keyword.col_offset, keyword.arg, "write", False, value[1]])

    def visit_union(self, operands):
        """The dictionaries right beside an environment in `a | os.environ | {"X": y}`, and those beside these."""
        for at, operand in enumerate(operands):
            for beside in (operands[at + 1:], operands[:at][::-1]):
                self.add_keys(self.direct([operand]), itertools.takewhile(lambda each: isinstance(each, ast.Dict), beside))

    def is_patch(self, node):
        return getattr(node, "attr", getattr(node, "id", "")) == "patch"

    def add_keys(self, value, nodes):
        for node in nodes:
            for key in node.keys if value and isinstance(node, ast.Dict) else []:
                place = [key.lineno, key.col_offset] if key else None
                if key and not any(entry[:2] == place for entry in self.found):
                    self.add(key, "write", False, value[1])

    def caught(self, node):
        """Whether it is tried, and the code goes on without the name."""
        while node in self.parents and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            child, node = node, self.parents[node]
            for handler in node.handlers if isinstance(node, ast.Try) and child in node.body else []:
                names = {getattr(each, "id", getattr(each, "attr", "")) for each in ast.walk(handler.type or node)}
                if not handler.type or names & {"KeyError", "LookupError", "Exception", "BaseException"}:
                    if exit_of(handler.body[-1]) != "fails":
                        return True
                    break
        return False

    def visit_call(self, node):
        keys = node.args[:1] or [keyword.value for keyword in node.keywords if keyword.arg == "key"]
        if not keys:
            return
        value = self.value(node.func)
        kind, method = CALLS.get(value and value[0]), None
        if not value and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            value, kind = self.value(node.func.value), METHODS.get(method)
            if not value or value[0] not in ("environ", "copy"):
                return
        if not kind:
            return
        rest = node.args[1:] + [keyword.value for keyword in node.keywords if keyword.arg == "default"]
        default = bool(rest)
        if method in ("pop", "setdefault") and not isinstance(self.parents[node], ast.Expr):
            kind = "read"
        if value[0] == "copy" and kind in ("read", "exists"):
            return
        optional = kind == "exists" or (kind == "read" and (default or self.sparing(node)))
        asked = node if kind == "read" and optional and not default else None
        self.add(keys[0], kind, optional, value[1], asked, node if method != "pop" and method != "setdefault" else None)
        if kind == "read" and method not in ("pop", "setdefault") and not node.keywords and len(rest) < 2 and is_key(keys[0]):
            if not rest or isinstance(rest[0], ast.Constant) and (is_none(rest[0]) or isinstance(rest[0].value, (str, bytes))):
                self.choices.append((self.found[-1], node, rest[0].value if rest and is_text(rest[0]) else None))

    def without_keys(self, node):
        is_keys = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "keys"
        return node.func.value if is_keys and not node.args else node

    def sparing(self, node):
        return self.optional(node) or self.compared(node) or self.stands_in(node) or self.asked_for_truth(node)

    def asked_for_truth(self, node):
        """`bool(X)`, `bool(y and X)`"""
        while isinstance(self.parents[node], ast.BoolOp):
            node = self.parents[node]
        return is_truth(self.parents[node], node)

    def stands_in(self, node):
        """Whether it is what something else may give instead: `{"default": X}`, `f(default=X)`."""
        parent = self.parents[node]
        if isinstance(parent, ast.keyword):
            return parent.arg in DEFAULTS
        keys = [key for key, value in zip(parent.keys, parent.values) if value is node] if isinstance(parent, ast.Dict) else []
        return any(isinstance(key, ast.Constant) and key.value in DEFAULTS for key in keys)

    def optional(self, node):
        parent = self.parents[node]
        if isinstance(parent, ast.UnaryOp):
            return isinstance(parent.op, ast.Not)
        if isinstance(parent, ast.BoolOp):
            return parent.values[-1] is not node or self.optional(parent)
        if isinstance(parent, ast.IfExp):
            return parent.test is node or self.optional(parent)
        if isinstance(parent, ast.Compare):
            others = [parent.left, *parent.comparators]
            return parent.left is node and isinstance(parent.ops[0], (ast.Is, ast.IsNot)) and getattr(others[1], "value", 0) is None
        return isinstance(parent, (ast.If, ast.While)) and parent.test is node

    def compared(self, node):
        """Whether the expression is compared with a text, or with several: `X == "text"`, `X in ("one", "other")`."""
        parent = self.parents[node]
        if not isinstance(parent, ast.Compare) or parent.left is not node or len(parent.ops) != 1:
            return False
        other = parent.comparators[0]
        if isinstance(parent.ops[0], (ast.In, ast.NotIn)):
            texts = other.elts if isinstance(other, (ast.Tuple, ast.List, ast.Set)) else []
            return bool(texts) and all(is_text(each) for each in texts)
        return isinstance(parent.ops[0], (ast.Eq, ast.NotEq)) and is_text(other)

    def guard(self):
        """Optional behind a question, required where the code fails without the name."""
        regions, branches = [], []
        for entry, node in self.questions:
            meaning = self.meaning(node)
            if meaning is None and entry[3] == "read":
                entry[4] = False
            regions += [(entry[2], *region) for region in meaning or []]
            if not is_of_surroundings(entry[2]):
                branches += [region for region in meaning or [] if not isinstance(region, Rest)]
        for entry, node, otherwise in self.choices:
            chosen = self.chosen_by(node, otherwise)
            regions += [(entry[2], *region) for region in chosen]
            if not is_of_surroundings(entry[2]):
                branches += [region for region in chosen if not isinstance(region, Rest)]
        for entry in self.found:
            at = tuple(entry[:2])
            if entry[3] == "read" and any(start <= at < end for start, end in branches):
                entry[4] = True
                continue
            if entry[3] == "read" and any(name == entry[2] and start <= at < end for name, start, end in regions):
                if not any(entry is asked and self.meaning(node) is None for asked, node in self.questions):
                    entry[4] = True

    def chosen_by(self, node, otherwise):
        """The spans that are only come to with a value, or with another text than the one that stands in for it."""
        parent = self.parents[node]
        if otherwise is None and isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or):
            if parent.values[0] is node and len(parent.values) == 2 and is_text(parent.values[1]):
                node, otherwise = parent, parent.values[1].value
        node = self.in_small(node)
        target = self.target_given(self.parents[node], node)
        uses = self.uses_of_name(target, target.id) or [] if target and isinstance(self.parents[node], (ast.Assign, ast.AnnAssign)) else []
        regions = [] if otherwise is None else self.regions_of_choice(node, otherwise)
        for use in uses:
            regions += self.regions_of_choice(self.in_small(use), otherwise)
        return regions

    def regions_of_choice(self, node, otherwise):
        if otherwise is None:
            return self.meaning(node) or []
        if not self.compared(node):
            return []
        comparison = self.parents[node]
        other = comparison.comparators[0]
        texts = [small_text(each.value) for each in (other.elts if hasattr(other, "elts") else [other])]
        otherwise = small_text(otherwise)
        if otherwise in texts and len(texts) > 1:
            return []
        presence = isinstance(comparison.ops[0], (ast.Eq, ast.In)) != (otherwise in texts)
        return self.meaning_of(comparison, presence, 0) or []

    def in_small(self, node):
        """With `.lower()` and `.strip()` behind it."""
        member = self.parents[node]
        call = self.parents.get(member)
        is_small = isinstance(member, ast.Attribute) and member.attr in ("lower", "strip") and isinstance(call, ast.Call)
        return self.in_small(call) if is_small and call.func is member and not call.args else node

    def meaning(self, node):
        """The spans that are only reached with the name; None where the code fails without it."""
        presence, parent = True, self.parents[node]
        if isinstance(node, ast.Compare):
            presence = isinstance(node.ops[0], ast.In)
        elif isinstance(parent, ast.Compare) and parent.left is node and isinstance(parent.ops[0], (ast.Is, ast.IsNot)):
            presence, node = isinstance(parent.ops[0], ast.IsNot), parent
        elif self.compared(node):
            presence, node = isinstance(parent.ops[0], (ast.Eq, ast.In)), parent
        return self.meaning_of(node, presence, 0)

    def meaning_of(self, node, presence, names):
        """The same of a condition that can only be true with the name, or only false; it went by so many names."""
        regions = []
        while True:
            parent = self.parents[node]
            if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not):
                presence = not presence
            elif isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.And if presence else ast.Or):
                regions += [span(each, each) for each in parent.values[parent.values.index(node) + 1:]]
            elif not is_truth(parent, node):
                break
            node = parent
        for use in self.uses_of_condition(node) if names < 2 else []:
            behind = self.meaning_of(use, presence, names + 1)
            if behind is None:
                return None
            regions += behind
        if isinstance(parent, ast.Assert) and parent.test is node and presence:
            return None
        if isinstance(parent, ast.IfExp) and parent.test is node:
            branch = parent.body if presence else parent.orelse
            return [*regions, span(branch, branch)]
        if isinstance(parent, ast.While) and presence:
            return [*regions, span(parent.body[0], parent.body[-1])]
        if isinstance(parent, ast.If):
            return self.meaning_of_statement(parent, presence, regions)
        return regions

    def uses_of_condition(self, node):
        """Where code asks by the name of a variable that is given just this, or of a function that just returns it."""
        parent = self.parents[node]
        function = self.parents.get(parent)
        if isinstance(parent, ast.Return) and isinstance(function, ast.FunctionDef):
            body = function.body[1:] if ast.get_docstring(function, False) is not None else function.body
            uses = self.uses_of_name(function, function.name) if body[0] is parent and not function.decorator_list else None
            calls = [(self.parents[use], use) for use in uses or []]
            return [call for call, use in calls if isinstance(call, ast.Call) and call.func is use]
        target = self.target_given(parent, node)
        return self.uses_of_name(target, target.id) or [] if target else []

    def uses_of_name(self, binding, name):
        """Where a variable is used that is bound in one place only, by a name or a function; None where others may have it."""
        scope = self.scope_of(binding)
        others = [each for each in self.names.get(name, []) if each is not binding and self.scope_of(each) is scope]
        is_sole = len(scope.bindings[name]) == 1 and name not in self.shared and not self.is_in_class(self.parents[binding])
        return others if is_sole and all(isinstance(each.ctx, ast.Load) for each in others) else None

    def target_given(self, statement, value):
        """The name that alone is given a value."""
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        is_given = isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and statement.value is value
        return targets[0] if is_given and len(targets) == 1 and isinstance(targets[0], ast.Name) else None

    def meaning_of_statement(self, node, presence, regions):
        has_else = node.orelse and not (isinstance(node.orelse[0], ast.If) and node.orelse[0].col_offset == node.col_offset)
        other = node.orelse if has_else else []
        present, absent = (node.body, other) if presence else (other, node.body)
        leaves = exit_of(absent[-1]) if absent else None
        if leaves == "fails":
            return None
        around = self.parents[node]
        suites = [getattr(around, field, None) or [] for field in ("body", "orelse", "finalbody")]
        suite = next((each for each in suites if isinstance(each, list) and node in each), [node])
        is_elif = isinstance(around, ast.If) and node in around.orelse and around.col_offset == node.col_offset
        return [*regions, *([span(present[0], present[-1])] if present else []),
                *([Rest((span(node, (other or node.body)[-1])[1], span(node, suite[-1])[1]))] if leaves == "leaves" and not is_elif else [])]

    def add(self, key, kind, optional, via, asked=None, reading=None):
        if isinstance(key, ast.Constant) and isinstance(key.value, (str, bytes)) and key.value:
            name = key.value if isinstance(key.value, str) else key.value.decode("latin-1")
            self.found.append([key.lineno, key.col_offset, name, kind, bool(optional), via])
            if asked is not None:
                self.questions.append((self.found[-1], asked))
            if reading is not None and kind == "read":
                self.readings.append((self.found[-1], reading))


def names_in(statements, name):
    return [each for one in statements for each in ast.walk(one) if isinstance(each, ast.Name) and each.id == name]


def small_text(text):
    return text.lower().strip()


def is_key(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) and bool(node.value)


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


DEFAULTS = ("default", "fallback", "default_value")


def is_truth(call, node):
    """`bool(X)`"""
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "bool" and call.args == [node] and not call.keywords


def is_union(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)


def operands_of(node):
    return [*operands_of(node.left), node.right] if is_union(node) else [node]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) and bool(node.value)


def span(first, last):
    return (first.lineno, first.col_offset), (last.end_lineno, last.end_col_offset)


def exit_of(node):
    """How a statement ends what is around it."""
    if isinstance(node, (ast.Return, ast.Continue, ast.Break)):
        return "leaves"
    called = node.exc if isinstance(node, ast.Raise) else getattr(node, "value", None)
    function = called.func if isinstance(called, ast.Call) else called
    name = getattr(function, "attr", getattr(function, "id", ""))
    skips = name in ("SkipTest", "skip", "skipTest")
    if isinstance(node, ast.Raise):
        return "leaves" if skips else "fails"
    if not isinstance(node, ast.Expr) or not isinstance(called, ast.Call):
        return None
    if skips:
        return "leaves"
    if name not in ("exit", "_exit", "quit"):
        return None
    return "leaves" if not called.args or getattr(called.args[0], "value", 1) in (0, None) else "fails"


for path in sys.stdin:
    try:
        with open(path.rstrip("\n"), encoding="utf-8-sig", newline="") as file:
            print(json.dumps(Oracle(ast.parse(file.read())).found), flush=True)
    except (SyntaxError, ValueError, RecursionError):
        print("null", flush=True)
