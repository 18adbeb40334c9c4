"""Named queries: the text of *.sql files into Query objects. Reads SQL well enough to tell a
parameter from a cast, a slice, a string or a comment."""
import re
from dataclasses import dataclass, field

import c
from spec import Fault

KINDS = ("one", "maybe", "lock", "many", "exec", "count", "page")
TYPES = ("text", "integer", "integer?", "boolean", "boolean?", "instant", "date")
IMPLICIT = {"now": "IMPLICIT_NOW", "today": "IMPLICIT_TODAY", "actor": "IMPLICIT_ACTOR",
            "department": "IMPLICIT_DEPARTMENT", "trace": "IMPLICIT_TRACE", "caller_roles": "IMPLICIT_ROLES"}
CLOCKS = {"now", "current_timestamp", "clock_timestamp", "current_date", "current_time", "localtime",
          "localtimestamp", "statement_timestamp", "transaction_timestamp", "timeofday"}

# What every change of a row notes: written once, as :touched, in the set list of an update.
TOUCHED = "version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace"

TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>--[^\n]*)
  | (?P<block>/\*)
  | (?P<escape>[eE]'(?:[^'\\]|\\.|'')*')
  | (?P<string>(?:[uU]&|[bBxXnN])?'(?:[^']|'')*')
  | (?P<quoted>(?:[uU]&)?"(?:[^"]|"")*")
  | (?P<dollar>\$(?P<tag>[A-Za-z_][A-Za-z_0-9]*)?\$)
  | (?P<position>\$[0-9]+)
  | (?P<number>[0-9][0-9A-Za-z_.]*)
  | (?P<word>[A-Za-z_\x80-\U0010ffff][A-Za-z_0-9$\x80-\U0010ffff]*)
  | (?P<cast>::|:=)
  | (?P<parameter>:[a-z_][a-z_0-9]*)
  | (?P<end>;)
  | (?P<other>.)
""", re.VERBOSE | re.DOTALL)

# Words after which an expression begins: a colon behind one is not a slice's.
BEFORE_EXPRESSION = set("""when then else case and or not in is between like ilike select where from
on having by limit offset returning values set any all some as distinct""".split())


@dataclass
class Query:
    name: str
    kind: str
    at: str
    comment: str = ""
    sql: str = ""
    arguments: list = field(default_factory=list)   # (type, name), as declared
    parameters: list = field(default_factory=list)  # names in the order of $1, $2 …


def tokens(text, where):
    """(kind, text, offset) of each token; brackets tell a slice's colon from a parameter's."""
    position, open_brackets, last = 0, [], None
    while position < len(text):
        found = TOKEN.match(text, position)
        kind, piece = found.lastgroup, found.group()
        if kind == "tag":
            kind = "dollar"
        line = f"{where}:{text.count(chr(10), 0, position) + 1}"
        if kind == "block":
            piece = block_comment(text, position, line)
        elif kind == "dollar":
            end = text.find(piece, found.end())
            if end < 0:
                raise Fault(f"{line}: {piece} is not closed")
            kind, piece = "string", text[position:end + len(piece)]
        elif kind == "other" and piece in "'\"":
            raise Fault(f"{line}: {piece} is not closed")
        elif kind == "position":
            raise Fault(f"{line}: {piece}: parameters have names")
        elif kind == "parameter" and open_brackets[-1:] == ["["] and ends_expression(last):
            kind, piece = "other", ":"
        yield kind, piece, position
        if piece in "([" and kind == "other":
            open_brackets.append(piece)
        elif piece in ")]" and kind == "other" and open_brackets:
            open_brackets.pop()
        if kind not in ("space", "comment", "block"):
            last = (kind, piece)
        position += len(piece)


def ends_expression(token):
    kind, piece = token or ("", "")
    return (kind in ("number", "string", "escape", "quoted", "parameter")
            or kind == "word" and piece.lower() not in BEFORE_EXPRESSION or piece in (")", "]"))


def block_comment(text, position, line):
    """Block comments nest in PostgreSQL."""
    depth = 0
    for found in re.finditer(r"/\*|\*/", text[position:]):
        depth += 1 if found.group() == "/*" else -1
        if depth == 0:
            return text[position:position + found.end()]
    raise Fault(f"{line}: the comment is not closed")


def read(text, where):
    """The queries of one file."""
    queries, query, body, header = [], None, [], None
    for kind, piece, offset in tokens(text, where):
        line = f"{where}:{text.count(chr(10), 0, offset) + 1}"
        if kind == "comment" and (header is not None or re.match(r"--\s*name:", piece)):
            if header is None and query is not None:
                raise Fault(f"{line}: the query {query.name} above has no ;")
            header = (header or "") + " " + piece.lstrip("-").strip()
            if header.count("(") == header.count(")") and re.search(r"\)\s*:", header):
                query, body, header = read_header(header, line), [], None
        elif header is not None and kind != "space":
            raise Fault(f"{line}: the head is not closed: {header.strip()}")
        elif query is None:
            if kind not in ("space", "comment", "block"):
                raise Fault(f"{line}: text outside of a query: {piece}")
        elif kind == "end":
            finish(query, body)
            queries.append(query)
            query = None
        elif kind == "comment" and not any(part for kind_, part in body if kind_ != "space"):
            query.comment += piece.lstrip("-").strip() + "\n"
        else:
            body += ([(kind, piece) for kind, piece, _ in tokens(TOUCHED, where)] if piece == ":touched" and kind == "parameter"
                     else [("space", " ") if kind in ("space", "comment", "block") else (kind, piece)])
    if query is not None:
        raise Fault(f"{query.at}: the query {query.name} has no ;")
    return queries


def read_header(header, line):
    found = re.fullmatch(r"\s*name:\s*([a-z][a-z0-9_]*)\s*\(([^()]*)\)\s*:(\w+)\s*", header)
    if not found:
        raise Fault(f"{line}: not of the form: name: noun_verb(id, integer n) :kind:{header}")
    query = Query(name=found[1], kind=found[3], at=line)
    if query.kind not in KINDS:
        raise Fault(f"{line}: {query.name}: unknown kind :{query.kind}")
    for declared in filter(None, (part.strip() for part in found[2].split(","))):
        words = declared.split()
        if len(words) > 2:
            raise Fault(f"{line}: {query.name}: not a parameter: {declared}")
        query.arguments.append((words[0] if len(words) == 2 else "text", words[-1]))
    check_arguments(query)
    return query


def check_arguments(query):
    reserved = {"req", "arguments", "row", "rows", "found"} | c.KEYWORDS
    seen = set()
    for type_, name in query.arguments:
        what = f"{query.at}: {query.name}: the parameter {name}"
        if type_ not in TYPES:
            raise Fault(f"{what} has the unknown type {type_} (one of {', '.join(TYPES)})")
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
            raise Fault(f"{what} is not snake_case")
        if name in IMPLICIT or name == "touched" or name.startswith("has_"):
            raise Fault(f"{what} is implicit: it is not declared")
        if name in seen:
            raise Fault(f"{what} is declared twice")
        if name in reserved or (name == "count" and query.kind == "count"):
            raise Fault(f"{what} has a name that C needs")
        seen.add(name)


def finish(query, body):
    """Numbers the parameters: the arguments as declared, then the implicit ones."""
    declared = [name for _, name in query.arguments]
    used = list(dict.fromkeys(piece[1:] for kind, piece in body if kind == "parameter"))
    for name in used:
        if name not in declared and name not in IMPLICIT and not name.startswith("has_"):
            raise Fault(f"{query.at}: {query.name}: :{name} is not declared")
    for name in declared:
        if name not in used:
            raise Fault(f"{query.at}: {query.name}: the parameter {name} is not used")
    query.parameters = declared + [name for name in used if name not in declared]
    number = {name: f"${place}" for place, name in enumerate(query.parameters, 1)}
    query.sql = ""
    for kind, piece in body:
        if kind != "space":
            query.sql += number[piece[1:]] if kind == "parameter" else piece
        elif query.sql and not query.sql.endswith(" "):
            query.sql += " "
    query.sql = query.sql.strip()
    check_verb(query, [(kind, piece.lower()) for kind, piece in body if kind != "space"])


def check_verb(query, body):
    """Does the statement fit its kind, and does it leave the clock alone?"""
    what = f"{query.at}: {query.name}"
    words = [piece for kind, piece in body if kind == "word"]
    if not words:
        raise Fault(f"{what}: no statement")
    for kind, piece in body:
        if kind == "word" and piece in CLOCKS or kind == "string" and piece in ("'now'", "'today'"):
            raise Fault(f"{what}: {piece} in SQL: a request has one time, :now and :today")
    verb, changes = words[0], {"insert", "update", "delete", "merge"} & set(words)
    text = " ".join(words)
    calls = verb == "select" and len(body) > 2 and body[1][0] == "word" and body[2][1] == "("
    reads = verb in ("select", "values", "with") or verb in changes and "returning" in words
    if query.kind == "page":
        fits = verb in ("select", "with") and not (changes & {verb}) and " for update" not in text
    elif query.kind == "lock":
        fits = reads and re.search(r"\bfor (no key update|update|share|key share)\b", text)
    elif query.kind in ("exec", "count"):
        fits = (verb in changes or verb == "with" and changes or verb in ("lock", "notify", "listen")
                or query.kind == "exec" and calls)
    else:
        fits = reads
    if not fits:
        raise Fault(f"{what}: {verb} … does not fit :{query.kind}")
