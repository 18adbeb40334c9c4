"""catalogue.py OUTDIR: api-spec/problems.yaml, api-spec/problems/*.yaml and api-spec/rules/*.yaml become constants."""
import json
import re
import sys
from pathlib import Path

import c
from spec import ROOT, Fault, check_keys, load, load_all, refuse, run

RULE_KEYS = {"title_en", "title_zh", "text_en", "text_zh", "service"}
PARAMETER_KEYS = {"type", "unit", "default", "min", "max", "one_of", "or_period", "must_have", "changed_by", "rules",
                  "title_en", "title_zh", "service"}
PROBLEM_KEYS = {"status", "en", "zh"}
TYPES = {"integer": int, "boolean": bool, "period": str, "text": str, "list": list, "time": str}
PERIOD = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def problems(root=ROOT):
    """code -> {status, en, zh}"""
    made = {}
    for document in [load(root / "api-spec/problems.yaml", root), *load_all("api-spec/problems", root)]:
        for code, kind in document.items():
            what = f"problem {code}"
            if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code):
                refuse(document, f"{what}: not UPPER_SNAKE_CASE")
            if code in made:
                refuse(kind, f"{what} stands also at {made[code].at}")
            check_keys(kind, PROBLEM_KEYS, what)
            if not PROBLEM_KEYS <= kind.keys():
                refuse(kind, f"{what}: needs status, en and zh")
            if not isinstance(kind["status"], int) or not 400 <= kind["status"] <= 599:
                refuse(kind, f"{what}: {kind['status']} is not the status of a refusal")
            made[code] = kind
    return made


def rules_and_parameters(root=ROOT):
    """(rules, parameters) by name, each with the service it is of."""
    rules, parameters = {}, {}
    for document in load_all("api-spec/rules", root):
        check_keys(document, {"service", "rules", "parameters"}, "rules")
        for into, key in ((rules, "rules"), (parameters, "parameters")):
            for name, entry in (document.get(key) or {}).items():
                if name in into:
                    refuse(entry, f"{name} stands in two files")
                entry.setdefault("service", document.get("service"))
                if not entry["service"]:
                    refuse(entry, f"{name}: of no service")
                into[name] = entry
    for name, rule in rules.items():
        check_rule(name, rule)
    for name, parameter in parameters.items():
        if isinstance(parameter.get("one_of"), str):
            parameter["one_of"] = words_of(name, parameter, root)
        check_parameter(name, parameter, rules, load_roles(root))
    return rules, parameters


def words_of(name, parameter, root):
    """The values of the enumeration that a parameter's one_of names, in the contract of its service."""
    enumeration = parameter["one_of"]
    for path in sorted((root / "api-spec" / parameter["service"]).glob("*.yaml")):
        if f"\n    {enumeration}:" in path.read_text(encoding="utf-8"):
            schema = load(path, root).get("components", {}).get("schemas", {}).get(enumeration, {})
            if "enum" in schema:
                return list(schema["enum"])
    return refuse(parameter, f"parameter {name}: one_of: there is no enumeration {enumeration}")


def load_roles(root=ROOT):
    """role -> {en, zh}"""
    path = root / "api-spec/common/roles.yaml"
    return load(path, root).get("x-role-names", {}) if path.exists() else {}


def check_rule(name, rule):
    if not re.fullmatch(r"R[0-9]+\.[0-9]+", name):
        refuse(rule, f"{name}: a rule's id has the form R7.21")
    check_keys(rule, RULE_KEYS, name)
    for key in ("title_en", "title_zh", "text_en", "text_zh"):
        if not isinstance(rule.get(key), str) or not rule[key].strip():
            refuse(rule, f"{name}: {key} is missing")


def check_parameter(name, parameter, rules, roles):
    what = f"parameter {name}"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*", name):
        refuse(parameter, f"{what}: not of the form tier.VIP.max_percent")
    check_keys(parameter, PARAMETER_KEYS, what)
    for key in ("type", "changed_by", "rules", "title_en", "title_zh"):
        if key not in parameter:
            refuse(parameter, f"{what}: {key} is missing")
    if parameter["type"] not in TYPES:
        refuse(parameter, f"{what}: unknown type {parameter['type']}")
    if "default" not in parameter:
        refuse(parameter, f"{what}: no default (null for a blank in the source)")
    default = parameter["default"]
    if default is not None and type(default) is not TYPES[parameter["type"]]:
        refuse(parameter, f"{what}: the default {default!r} is no {parameter['type']}")
    if parameter["type"] == "period" and default is not None and not PERIOD.fullmatch(default):
        refuse(parameter, f"{what}: {default} is not an ISO 8601 duration")
    if parameter["type"] == "time" and default is not None and not TIME.fullmatch(default):
        refuse(parameter, f"{what}: {default} is not a time of day, HH:MM")
    if isinstance(default, int) and not isinstance(default, bool) and not (
            parameter.get("min", default) <= default <= parameter.get("max", default)):
        refuse(parameter, f"{what}: the default lies outside of min and max")
    check_words(what, parameter)
    for rule in parameter["rules"]:
        if rule not in rules:
            refuse(parameter, f"{what}: unknown rule {rule}")
    for role in parameter["changed_by"]:
        if role not in roles:
            refuse(parameter, f"{what}: unknown role {role}")


def check_words(what, parameter):
    """Which words a text or a list may have: one_of; and those a list always has: must_have."""
    kind, default = parameter["type"], parameter["default"]
    for key, kinds in (("one_of", ("text", "list")), ("or_period", ("text",)), ("must_have", ("list",))):
        if key in parameter and kind not in kinds:
            refuse(parameter, f"{what}: {key} is not for type {kind}")
    known, always = parameter.get("one_of"), parameter.get("must_have", [])
    for words in (known or [], always):
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            refuse(parameter, f"{what}: words are not a list of text")
    if parameter.get("or_period") and not known:
        refuse(parameter, f"{what}: or_period without one_of")
    for word in always + ([] if default is None else default if kind == "list" else [default]):
        if known and word not in known and not (parameter.get("or_period") and PERIOD.fullmatch(word)):
            refuse(parameter, f"{what}: {word} is not in one_of")
    for word in always:
        if default is not None and word not in default:
            refuse(parameter, f"{what}: the default has no {word}")


def rule_name(name):
    """R7.21 -> R7_21"""
    return name.replace(".", "_")


def parameter_name(name):
    """tier.VIP.max_percent -> parameter_tier_vip_max_percent"""
    return "parameter_" + re.sub(r"[^a-z0-9]", "_", name.lower())


def write_problems(folder, root):
    header, source = "struct problem;\n\n", '\n#include "problem.h"\n\n'
    for code, kind in problems(root).items():
        header += f"extern const struct problem problem_{code.lower()}; /* {kind['status']} */\n"
        source += (f"const struct problem problem_{code.lower()} = {{\n\t.status = {kind['status']},\n"
                   f"\t.code = {c.string(code)},\n\t.title_en = {c.string(kind['en'])},\n"
                   f"\t.title_zh = {c.string(kind['zh'])},\n}};\n\n")
    c.write(folder, "problems.h", "api-spec/problems*", header, "KEHU_GENERATED_PROBLEMS_H")
    c.write(folder, "problems.c", "api-spec/problems*", source)


def write_rules(folder, root):
    rules, parameters = rules_and_parameters(root)
    header, source = 'struct rule;\nstruct parameter;\n\n', '\n#include "rules.h"\n#include "tables.h"\n\n'
    for name, rule in rules.items():
        header += c.comment(rule["title_en"]) + f"extern const struct rule {rule_name(name)};\n"
        source += f"const struct rule {rule_name(name)} = {{\n\t.id = {c.string(name)},\n"
        for key in ("title_en", "title_zh", "text_en", "text_zh"):
            source += f"\t.{key} =\n{c.pieces(rule[key].strip(), chr(9) + '    ')},\n"
        source += "};\n\n"
    header += "\n"
    for name, parameter in parameters.items():
        header += c.comment(f"{name}: {parameter['title_en']}")
        header += f"extern const struct parameter {parameter_name(name)};\n"
        source += parameter_definition(name, parameter)
    c.write(folder, "rules.h", "api-spec/rules/", header, "KEHU_GENERATED_RULES_H")
    c.write(folder, "rules.c", "api-spec/rules/", source)


def words(key, parameter):
    return f"\t.{key} = {c.texts(parameter[key])},\n" if key in parameter else ""


def parameter_definition(name, parameter):
    default = parameter["default"]
    shown = None if default is None else json.dumps(default, ensure_ascii=False)
    return (f"const struct parameter {parameter_name(name)} = {{\n\t.name = {c.string(name)},\n"
            f"\t.type = PARAMETER_{parameter['type'].upper()},\n"
            f"\t.unit = {c.string(parameter.get('unit'))},\n\t.default_value = {c.string(shown)},\n"
            f"\t.changed_by = {c.texts(parameter['changed_by'])},\n"
            f"\t.rules = {c.texts(parameter['rules'])},\n"
            f"\t.min = {c.integer(parameter.get('min', -2**63))},\n"
            f"\t.max = {c.integer(parameter.get('max', 2**63 - 1))},\n"
            f"{words('one_of', parameter)}{words('must_have', parameter)}"
            f"\t.or_period = {c.boolean(parameter.get('or_period', False))},\n"
            f"\t.title_en = {c.string(parameter['title_en'])},\n"
            f"\t.title_zh = {c.string(parameter['title_zh'])},\n}};\n\n")


def main():
    if len(sys.argv) != 2:
        raise Fault("usage: catalogue.py OUTDIR")
    write_problems(Path(sys.argv[1]), ROOT)
    write_rules(Path(sys.argv[1]), ROOT)


if __name__ == "__main__":
    run(main)
