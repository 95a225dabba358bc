"""An order made by hand: moves and ties mean what they show, and always make ranks that weights can be drawn from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.elicitation.ordering import Order
from decision.elicitation.shares import RankRule, rank_order

KEYS = ("a", "b", "c", "d")


def test_an_order_reads_shares_from_the_greatest_down() -> None:
    order = Order.by({"a": 0.2, "b": 0.4, "c": 0.2, "d": 0.2})
    assert (order.keys, order.tied) == (("b", "a", "c", "d"), {"c", "d"})
    assert order.ranks == {"b": 1, "a": 2, "c": 2, "d": 2}


def test_a_thing_moved_leaves_its_tie_and_the_others_stay_tied() -> None:
    order = Order(KEYS, frozenset({"b", "c"}))  # a = b = c, d
    assert order.moved("a", 3).ranks == {"b": 1, "c": 1, "d": 2, "a": 3}
    assert order.moved("c", 0).ranks == {"c": 1, "a": 2, "b": 2, "d": 3}
    assert Order(KEYS, frozenset({"b"})).moved("b", 0).ranks == {"b": 1, "a": 2, "c": 3, "d": 4}


def test_a_thing_put_into_a_tie_is_of_it() -> None:
    order = Order(KEYS, frozenset({"b", "c"}))
    assert order.moved("d", 1).ranks == {"a": 1, "d": 1, "b": 1, "c": 1}
    assert order.moved("d", 0).ranks == {"d": 1, "a": 2, "b": 2, "c": 2}


def test_beyond_the_ends_is_the_end() -> None:
    order = Order(KEYS)
    assert order.moved("b", -5).keys == ("b", "a", "c", "d")
    assert order.moved("b", 99).keys == ("a", "c", "d", "b")
    assert order.moved("a", -1) is order


def test_the_first_is_tied_with_none() -> None:
    order = Order(KEYS)
    assert order.with_tie("a", True) == order
    assert order.with_tie("c", True).ranks == {"a": 1, "b": 2, "c": 2, "d": 3}
    assert order.with_tie("c", True).with_tie("c", False) == order


MOVES = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(-1, 4), st.booleans()), max_size=12)


@given(MOVES)
def test_whatever_is_moved_and_tied_makes_weights_that_fall(moves: list[tuple[str, int, bool]]) -> None:
    order = Order(KEYS)
    for key, place, tie in moves:
        order = order.moved(key, place).with_tie(key, tie)
        assert sorted(order.keys) == sorted(KEYS)
        assert order.keys[0] not in order.tied
        shares = rank_order(order.ranks, RankRule.CENTROID).shares
        falling = [shares[key] for key in order.keys]
        assert falling == sorted(falling, reverse=True)
        assert all(
            (shares[b] == shares[a]) == (b in order.tied) for a, b in zip(order.keys, order.keys[1:], strict=False)
        )
