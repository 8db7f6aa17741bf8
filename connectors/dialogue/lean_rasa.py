"""Rasa as it serves here: without TensorFlow, and with the form of action answers checked once."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import ModuleType
from typing import Any

from jsonschema.validators import validator_for

MADE_FOR = "3.6.21"
"""The Rasa whose inside this knows. It was the last; another one must be looked at first."""

_LEFT_OUT = frozenset({"tensorflow", "tensorflow_text", "tensorflow_hub", "keras"})


def make_lean() -> None:
    """Changes this process's Rasa; to be called before anything imports it.

    Raises RuntimeError for a Rasa that this was not made for.
    Training does without it: what is trained may need TensorFlow.
    """
    if version("rasa") != MADE_FOR:
        raise RuntimeError(f"lean_rasa knows Rasa {MADE_FOR}, not {version('rasa')}.")
    leave_out_tensorflow()
    check_schema_once()


def leave_out_tensorflow() -> None:
    """Gives whoever imports TensorFlow an empty stand-in.

    Rasa imports it for classifiers and policies that our pipeline (config.yml) does not have:
    350 MiB and some seconds for nothing. What is loaded already stays.
    """
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def check_schema_once() -> None:
    """Checks each action's answer as before, but the constant schema only now.

    Rasa asks at every answer whether the schema itself is one, which takes ten times as long as
    the question whether the answer fits it.
    """
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_action: Any, answer: dict[str, Any]) -> bool:
        validator.validate(answer)
        return True

    if not callable(getattr(RemoteAction, "_validate_action_result", None)):
        raise RuntimeError("This Rasa checks the answers of actions elsewhere.")  # noqa: TRY004
    RemoteAction._validate_action_result = validate  # noqa: SLF001


class _Nothing(type):
    """Stands for every class, function and constant of a library that is left out."""

    def __getattr__(cls, name: str) -> _Nothing:
        if name.startswith("__") and name != "__internal__":
            raise AttributeError(name)
        return _Anything

    def __getitem__(cls, _item: object) -> _Nothing:
        return cls

    def __or__(cls, _other: object) -> _Nothing:
        return cls

    __ror__ = __or__


class _Anything(metaclass=_Nothing):
    """Can be subclassed, named in annotations, and used as a decorator; does nothing."""

    def __new__(cls, *given: Any, **_named: Any) -> Any:
        decorated = cls is _Anything and len(given) == 1 and callable(given[0])
        return given[0] if decorated else super().__new__(cls)

    def __init__(self, *_given: Any, **_named: Any) -> None:
        super().__init__()

    def __call__(self, *given: Any, **_named: Any) -> Any:
        return given[0] if len(given) == 1 and callable(given[0]) else self

    def __getattr__(self, name: str) -> Any:
        return getattr(type(self), name)


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(_Anything, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the libraries that are left out, and all their parts, before Python does."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in _LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leaves the stand-in as it is."""


if __name__ == "__main__":
    make_lean()
    from rasa.__main__ import main

    main()
