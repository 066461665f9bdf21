"""A feature has the same name on every floor: who knows one file of it finds the others."""

import handlers
from tests.house.sources import ROOT, Module, holds, modules


def test_every_feature_is_registered():
    registered = {feature.__name__.removeprefix("handlers.").replace(".", "/") for feature in handlers.FEATURES}
    holds(
        "FEATURES in handlers/__init__.py does not name this.", {_name(module) for module in _features()} - registered
    )


def test_every_feature_has_its_verbs_or_its_views():
    holds(
        "A file of this name belongs in bot/helpdesk or bot/views.",
        [
            module.path
            for module in _features()
            if not any((ROOT / "bot" / floor / f"{_name(module)}.py").exists() for floor in ("helpdesk", "views"))
        ],
    )


def test_every_feature_has_its_tests():
    holds(
        "Where is tests/handlers/test_<feature>.py (or tests/helpdesk/…, tests/rules/…)?",
        [module.path for module in _features() if not list((ROOT / "tests").rglob(_tests_of(_name(module))))],
    )


def _features() -> list[Module]:
    found = [
        module
        for module in modules("handlers")
        if any(function.name == "register" for function in module.functions()) and module.path != "handlers/__init__.py"
    ]
    assert found, "no feature was found: a feature is a file of handlers/ with a function register"
    return found


def _name(module: Module) -> str:
    """The feature's path below handlers/, which is the same on every floor: `sla`, or `training/quizzes`."""
    return module.path.removeprefix("handlers/").removesuffix(".py")


def _tests_of(name: str) -> str:
    folder, slash, feature = name.rpartition("/")
    return f"{folder}{slash}test_{feature}*.py"
