"""Proofs about stays: an effect is lifted by a decision or a court, and comes back at the end."""

from casework.process.proof.model import LAPSE, Table, rule_of
from casework.roles import Role


def a_stay_lifts_an_effect_and_gives_it_back(table: Table) -> list[str]:
    """Whoever grants a stay lifts the effect and sets its review; who ends it brings it back."""
    problems = []
    for way in table.ways(table.tracks.get("STAY", ())):
        row = way.row
        begun = {rule_of(token) for token in row.begin}
        if way.after == "GRANTED" != way.before:
            if "stay.granted" not in row.raises:
                problems.append(f"{row.id} grants a stay and lifts nothing")
            if not set(row.by) <= {Role.HQ, Role.APP}:
                problems.append(f"{row.id} lets {', '.join(row.by)} grant a stay")
        if way.after == "GRANTED" and "T35S" not in begun:
            problems.append(f"{row.id} leaves a stay without a review")
        ended = way.before == "GRANTED" != way.after and Role.SYS not in row.by
        if ended and "stay.ended" not in row.raises:
            problems.append(f"{row.id} ends a stay and brings nothing back")
    return problems


def nothing_stops_the_term_but_its_end(table: Table) -> list[str]:
    """The term is stopped where the standing changes or a new one begins, and by nothing else."""
    return [
        f"{row.id} stops the term and is no change of the standing"
        for row in table.rows
        if "T14" in {rule_of(token) for token in row.stop}
        if row.act != "on:standing.changed" and "T14" not in row.begin
    ]


def silence_never_ends_or_grants_a_stay(table: Table) -> list[str]:
    """A stay that nobody decides or reviews is told upwards, and stays what it is."""
    return [
        f"{row.id} lets a lapse decide on a stay"
        for row in table.tracks.get("STAY", ())
        if row.act.startswith(LAPSE)
        if row.to != "=" or row.raises
    ]
