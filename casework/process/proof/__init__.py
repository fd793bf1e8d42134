"""What is proven of the process table: each proof takes a table and returns what is wrong with it.

The suite runs every proof over the table that cases run on, and over bent copies of it, to see
that the proof would have noticed.
"""

from casework.process.proof import beside, clocks, holds, invariants, lanes, names, stays, ways
from casework.process.proof.model import Check, Table

CHECKS: tuple[Check, ...] = (
    ways.every_state_is_reached,
    ways.every_row_starts_somewhere,
    ways.every_row_leads_to_a_state,
    ways.no_open_state_is_a_dead_end,
    ways.no_case_hangs_on_silence,
    ways.every_open_state_has_owner_and_clock,
    ways.every_entry_has_a_clock,
    ways.every_track_comes_to_rest,
    ways.every_order_reaches_its_tracks,
    ways.closed_states_are_left_by_nobody,
    ways.openings_are_made_by_persons,
    clocks.every_started_clock_lapses_somewhere,
    clocks.every_loose_clock_lapses_everywhere,
    clocks.clocks_start_where_they_may_run,
    clocks.every_named_clock_is_started,
    clocks.every_named_clock_can_be_there,
    clocks.no_lapse_row_is_idle,
    clocks.whoever_owes_can_act,
    clocks.a_kept_monitoring_is_still_watched,
    clocks.every_rule_is_in_the_policy,
    invariants.monitoring_only_by_order,
    invariants.removed_and_suspended_only_by_order,
    invariants.orders_are_signed_by_headquarters,
    invariants.a_return_meets_every_condition,
    beside.nothing_passes_over_a_finding,
    beside.a_finding_is_heard_and_decided_by_another,
    invariants.decisions_need_a_second_person,
    invariants.a_lapse_decides_nothing,
    invariants.standing_changes_by_order_only,
    invariants.nothing_is_told_before_delivery,
    beside.leaving_is_the_carriers_own_act,
    beside.an_annulled_suspension_is_undone,
    invariants.every_closing_is_said,
    invariants.every_state_has_a_phase,
    invariants.monitoring_is_after_the_return,
    beside.appeals_are_determined_by_the_appeal_office,
    beside.a_matter_keeps_to_itself,
    names.every_errand_is_made_and_heard,
    lanes.benefits_move_by_decision_only,
    lanes.a_scope_is_decided_by_headquarters,
    lanes.stages_rest_on_figures,
    lanes.no_stage_moves_by_itself,
    lanes.ports_decide_on_their_own_access_only,
    holds.a_hold_never_touches_what_may_not_stand_still,
    holds.a_hold_has_an_end,
    holds.only_a_hold_lets_clocks_stand_still,
    stays.a_stay_lifts_an_effect_and_gives_it_back,
    stays.nothing_stops_the_term_but_its_end,
    stays.silence_never_ends_or_grants_a_stay,
    names.row_ids_are_unique,
    names.every_act_is_made_by_whom_it_fits,
    names.every_command_has_a_row,
    names.every_fact_is_raised_and_answered,
    names.every_act_is_of_one_track,
    names.every_row_can_be_told_apart,
    names.every_document_has_a_step,
    names.every_condition_is_said_in_both_languages,
)
"""Every proof that needs nothing but the table."""

__all__ = ["CHECKS", "Check", "Table", "beside", "clocks", "invariants", "lanes", "names", "ways"]
__all__ = [
    "CHECKS",
    "Check",
    "Table",
    "beside",
    "clocks",
    "holds",
    "invariants",
    "names",
    "stays",
    "ways",
]
