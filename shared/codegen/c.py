"""C text: literals, comments, arrays, files."""
import re

KEYWORDS = set("""auto break case char const continue default do double else enum extern float for
goto if inline int long register restrict return short signed sizeof static struct switch typedef
union unsigned void volatile while asm typeof bool true false date instant""".split())


def string(text):
    """A C string literal, or NULL for None."""
    if text is None:
        return "NULL"
    made = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    made = re.sub(r"[\0-\x1f\x7f]", lambda found: f"\\{ord(found.group()):03o}", made)
    return f'"{made}"'


def pieces(text, indent="\t", width=88):
    """A long text as string literals, one a line."""
    return "\n".join(indent + string(text[at:at + width])
                     for at in range(0, len(text), width)) or indent + '""'


def comment(text, indent=""):
    """A comment over as many lines as it needs."""
    text = text.strip().replace("*/", "* /").replace("/*", "/ *")
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) == 1:
        return f"{indent}/* {lines[0]} */\n"
    return f"{indent}/*\n" + "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines) + f"{indent} */\n"


def texts(values):
    """A compound literal of texts that ends with NULL."""
    return "(const char *const[]){ " + ", ".join([string(value) for value in values] + ["NULL"]) + " }"


def integer(value):
    """An int64_t constant, its two ends included."""
    if value == -2**63:
        return "INT64_MIN"
    if value == 2**63 - 1:
        return "INT64_MAX"
    return str(value)


def boolean(value):
    return "true" if value else "false"


def write(folder, name, source, body, guard=None):
    """Writes a generated file unless it is there already; a header gets its guard."""
    head = f"/* Generated from {source}. Do not edit. */\n"
    if guard:
        body = f"#ifndef {guard}\n#define {guard}\n\n{body.strip()}\n\n#endif\n"
    write_text(folder / name, head + body)


def write_text(path, text):
    """What did not change keeps its time, and is not compiled again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
