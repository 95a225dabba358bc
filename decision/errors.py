"""The typed errors of the decision core: a code, the key at fault and values, never prose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class DecisionError(Exception):
    """Something handed to the decision core cannot be used.

    ``code`` names the fault (the message catalogue holds its sentence), ``key`` the place in the input, as a
    dotted path, and ``values`` what the sentence needs to be concrete.
    """

    def __init__(self, code: str, key: str = "", **values: object) -> None:
        super().__init__(code, key, values)
        self.code = code
        self.key = key
        self.values: Mapping[str, object] = MappingProxyType(values)

    def __str__(self) -> str:
        return f"{self.code} at {self.key or 'the whole'}: {dict(self.values)}"


class ModelError(DecisionError):
    """A decision model is malformed or contradicts itself."""


class CaseError(DecisionError):
    """A case is malformed, contradicts itself or names what the model does not have."""


class MethodError(DecisionError):
    """A decision matrix cannot be ranked (a value that is not a number, weights of the wrong shape)."""


class WeightsError(DecisionError):
    """Weights cannot be elicited from what was given (points, an order, pairwise judgements)."""


class CancelledError(DecisionError):
    """The caller asked a long computation to stop."""

    def __init__(self) -> None:
        super().__init__("cancelled")
