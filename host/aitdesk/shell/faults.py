"""Failures that the developer asks for, one for each name."""

from __future__ import annotations

from dataclasses import dataclass, field

from aitdesk.errors import ConfigError, Injected


@dataclass
class Faults:
    """The outcome asked for, by wire name: an error code, or `undefined`."""

    outcomes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: list[str]) -> Faults:
        """Read `NAME=OUTCOME` texts. Raises ConfigError for anything else."""
        outcomes: dict[str, str] = {}
        for text in texts:
            name, separator, outcome = text.partition("=")
            if not (name and separator and outcome):
                raise ConfigError(f"fault {text!r}: write it as NAME=OUTCOME")
            outcomes[name] = outcome
        return cls(outcomes)

    def is_undefined(self, name: str) -> bool:
        """Tell whether the call is to resolve undefined."""
        return self.outcomes.get(name) == "undefined"

    def check(self, name: str) -> None:
        """Raise Injected with the code that was asked for, if one was."""
        code = self.outcomes.get(name)
        if code is not None:
            raise Injected(f"{name}: {code} (asked for)", code=code)
