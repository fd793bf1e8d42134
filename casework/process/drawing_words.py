"""What `docs/process.md` says besides what is drawn from the table."""

from casework.process import (
    adoption,
    agriculture,
    anytime,
    appealed,
    appeals,
    chain,
    corrective_action,
    decision,
    disruptions,
    false_statements,
    intake,
    leaving,
    opening,
    partners,
    reinstatement,
    review,
    scope,
    suspension,
    verification,
)
from casework.process.row import Row

TITLE = """# The process

Drawn from the table in `casework/process/`; do not edit it here, a test fails when it is stale:

    python -m casework.process.drawing > docs/process.md

What the product is: [architecture](architecture.md). Why the table is as it is:
[decisions](decisions/).
"""

HOW_TO_READ = """## How to read it

A case is in one **state**. Whoever wants something gives a **command**; a **row** says from which
states, by which role, and under which conditions it is allowed, and what follows: the next state,
the clocks that stop and start, the document that belongs to it. A command that no row allows is
refused with the row's own words and changes nothing. Where several rows answer to a command, the
first whose conditions hold is taken. Beside commands there are two acts of the system: a clock
**runs out** (`T12 runs out`), and a **fact** is reported (a letter is delivered, an order is
signed), to which rows answer in the same instant. What runs beside a case (an appeal, a partner
notice) is a matter of its own; the two tell each other by **errands**: signed commands of the
system, received and recorded like any other.

- *To*: a state; `=` stays where it is; *as ordered* is where the signed order leads (SUSPENDED,
  MONITORING, REMOVED or CLOSED_RESCINDED); *whence it came* is the state that the recommendation
  came from; *as decided* is the state that headquarters names; *as on paper* is where an
  adopted case stands.
- *Clocks*: `−T12` stops, `+T13` starts. `T12/re_review` is that variant of the period;
  `T33:each_action` is one clock for each action. A clock runs only in states that name it, so
  entering another state stops it even where the row does not say so.
- *Source*: `[P]` statute or primary text · `[S7]` secondary source, by its number in the
  project's source list · `[SEED]` from the matter that this product was made for · `[D]` default
  of this office, no source. Almost no period here is law.
- A diagram shows what moves a case; rows that leave it where it is are in the tables only.
- **Suspension** concerns membership in CTPAT only. A suspended railroad keeps running. A **hold**
  lets clocks stand still; a **lapse** is a clock that ran out: it reminds, escalates or brings
  the case before people, and never suspends, removes, reinstates, accepts or closes.
"""

ROLES_BEFORE = """## Roles

One person may hold several roles; four eyes compares persons. The system (SYS) decides nothing:
it counts days and reports deliveries.
"""

STATES_BEFORE = """## States

The carrier's **standing** (good, suspended in full or in part, removed, withdrawn) is separate
from the state and changes only when an order takes effect: at its service, and for a suspension at
once (M11) at the signature; and when the carrier leaves (G11). A case from paper brings its own.
*Owner* is who must act next; *clocks* are those that may run.
"""

ORDERS_BEFORE = """## What an order does when it takes effect

An order is signed in DECISION and takes effect when its letter is delivered or declared served.
Before that nobody outside CBP and the carrier sees anything, unless headquarters has told the ports
for a security reason (M11, M22). When a case is sent back to a state,
the clocks of that state start again.
"""

MATRIX_BEFORE = """## Whatever happens, whenever

Each event that may come at any time, in each state: the rows that may answer, whose conditions
still decide, or **✗**: refused, with a sentence that says where it is possible. *has a case*: the
carrier has a case before its return, and what is new is attached to that one. A row of a track
starts from the state of its item (a letter, a benefit), so it is named wherever there may be one.
Every event has an id. The same id again gives the same receipt and changes nothing; a fact that is
heard twice moves its item once.
"""

CLOCKS_BEFORE = """## Clocks

Day 1 is the day after the start; a clock ends when its last local day ends, in the zone of the
incident's port. *Roll*: where a last day goes that is not worked; a carrier seated in Mexico gets
the next day that is worked in both countries. *Mark*: `verified` primary text was read,
`secondary` reported by others, `unverified` not confirmed, `default` this office's own choice.
Clocks of rows that are not in this version are listed too, as the policy holds them.
"""

PROOFS_BEFORE = """## What is proven

The suite proves each of these for the table above, and that each proof notices a table that is
bent on purpose (`casework/process/proof/`, `tests/casework/test_process_table.py`).
"""

SECTIONS: tuple[tuple[str, str, tuple[Row, ...]], ...] = (
    (
        "Suspension",
        "From the first report to a served order. The carrier is heard before anything is taken\n"
        "away, unless a written reason says why not; whoever decides is another person than\n"
        "recommended.",
        (*opening.ROWS, *suspension.ROWS),
    ),
    (
        "Corrective action",
        "What the carrier owes and does: analysis, plan, evidence; and what its silence leads to.\n"
        "Only the last day to answer (T10), or a revision not filed (T13), leads to NON_RESPONSE,\n"
        "with a grace in which a filing is still taken.",
        corrective_action.ROWS,
    ),
    (
        "Review",
        "CBP judges the analysis, the plan, each action and the visit.\n"
        "CBP's own lateness is told upwards and counted as CBP's days; it never counts against\n"
        "the carrier.",
        (*review.ROWS, *verification.ROWS),
    ),
    (
        "Decision",
        "Headquarters decides on a sanction, on the return, or on what becomes of a case that\n"
        "went wrong. Whoever decides is another person than reported, recommended or endorsed. A\n"
        "decision that is late is told upwards and to the carrier, and nothing is deemed decided.",
        decision.ROWS,
    ),
    (
        "Reinstatement",
        "Benefits are back; conditions, checks and effectiveness are watched until a supervisor\n"
        "closes, never the calendar.",
        reinstatement.ROWS,
    ),
    (
        "From paper",
        "A case under way on paper enters by two signatures, with its true dates. A filing that\n"
        "came by e-mail, post or hand is entered for the carrier and judged at its receipt.",
        (*adoption.ROWS, *intake.ROWS),
    ),
    (
        "Scope",
        "What a suspension covers may change while it lasts: given back in part, or widened by\n"
        "a new decision. Nothing moves before the carrier has the letter. The clock of a\n"
        "request for early relief (T40) is here too, whatever becomes of the case.",
        scope.ROWS,
    ),
    (
        "At any time",
        "Filing, signing, notes, evidence outside its usual place; what every clock does; how a\n"
        "confirmed false statement brings a case to headquarters; and what reaches many cases at\n"
        "once: a crossing that is shut, an outage of the portal.",
        (
            *anytime.ROWS,
            *chain.ROWS,
            *agriculture.ROWS,
            *false_statements.ROWS,
            *disruptions.ROWS,
        ),
    ),
    (
        "What an appeal brings about",
        "An appeal runs as a matter of its own. What it was determined to be is told to the case,\n"
        "in whatever state it is: an annulled suspension is ended by an order that is served like\n"
        "any other, a remanded decision is taken again by another person.",
        appealed.ROWS,
    ),
    (
        "Appeal",
        "A matter of its own for each appealed decision (6 U.S.C. 967(c)): 90 or 30 days to file,\n"
        "180 to determine, by somebody who took no part in the case. No clock of a statute is\n"
        "held, and nothing is deemed granted. A late filing is received and judged by a person.",
        appeals.ROWS,
    ),
    (
        "Partner notice",
        "A matter of its own for each administration abroad that recognises the carrier and may\n"
        "be told (S28, S32). It is told a status and never a ground; what it does is its own, is\n"
        "recorded, and is never imposed on either side. It never holds the case up.",
        partners.ROWS,
    ),
    (
        "Leaving and annulling",
        "The carrier leaves by its own signed act, at once and from nearly every state; an order\n"
        "that is being served comes first, and an open finding stays open. Headquarters annuls\n"
        "what has lost its ground on its own motion, by a served order, also when the case is\n"
        "closed.",
        leaving.ROWS,
    ),
)
"""The main line as people speak of it: heading, what it is about, its rows."""

TRACKS: dict[str, str] = {
    "LETTER": "Each letter: signed, sent with its printed form, and delivered only when opened,\n"
    "acknowledged, or shown by proof of hand or post.",
    "STATUS": "Who outside may see the standing: nobody until the letter's embargo is over.",
    "TERM": "The term of a suspension. Its end forces a decision and never reinstates; each day\n"
    "after it is CBP's.",
    "BENEFIT": "Each benefit at each place: ordered by headquarters, carried out and confirmed by\n"
    "the port. A place prevails over everywhere. Joint processing (UCP) is each port's own.",
    "STAGE": "A return lane by lane: each stage opens on recorded figures, is watched, and\n"
    "passes, is prolonged, falls back or freezes. Its benefits are ordered on when it starts.",
    "RELIEF": "Benefits asked for before the return; headquarters grants it by a change of scope,\n"
    "or refuses with a reason.",
    "ASK": "Questions between CBP and the carrier, each with a clock. The carrier's clock that\n"
    "waits for CBP's answer does not run out.",
    "EXTENSION": "More time for one clock, asked for before its day is over. It cannot run out\n"
    "until two business days after the answer; a supervisor grants up to 14 days in sum.",
    "HOLD": "Named clocks stand still through a stated day, for a stated reason: no reminder, no\n"
    "lapse. The term and what a statute sets are never held; days that several holds name count\n"
    "once.",
    "STAY": "The effect of a decision is lifted while it is reviewed: benefits go on, standing\n"
    "and term stay as they are. It is reviewed every 30 days and ends by a decision only.",
    "REVERSAL": "Everybody outside CBP and the carrier who was ever told a status in this case,\n"
    "and whether each has been told that it is annulled. Taken from the record of who was told,\n"
    "not from the carrier's contacts of today.",
    "COMMITMENT": "What was promised in a call or meeting until a named day. Without a day it is\n"
    "noted and not watched. Nobody binds CBP but CBP.",
    "RENAMING": "Another name or mark of the carrier from a day on, by two persons; its id stays.",
    "LEGAL_HOLD": "Nothing of the case may be disposed of; no clock moves. Possible in any state;\n"
    "while one is held the case stays awake.",
    "DEPENDENCY": "An action that waits for another railroad's action in a linked case, or is\n"
    "waited for. Both carriers read what is needed and nothing else; the days are the other\n"
    "railroad's.",
    "AG": "The concurrence of each agriculture agency, where a finding is agriculture's business.\n"
    "Silence ends in a stated lapse; headquarters may then decide without, saying so.",
    "FINDING": "A statement of the carrier that is said to be false. The carrier is heard by a\n"
    "question; until headquarters dismisses the finding, or acts on it, nothing is accepted,\n"
    "passed, given back or closed. Confirmed, it leaves headquarters a suspension or a removal\n"
    "for a stated time; only what was knowingly said during a validation is a matter of 967(b).",
    "CORRECTION": "Clerical errors of entry: proposed by operations, countersigned by another\n"
    "person (a supervisor or headquarters where a party of the case moves); the carrier is told.",
    "APPEAL": "Each appeal of a decision of the case: pending while it runs as a matter of its\n"
    "own, ended when it was answered. A closed case waits for it.",
    "RECON": "A remanded decision: taken again by another person of headquarters within days, or\n"
    "replaced by another decision. Until then it stands.",
    "PARTNER": "Each partner administration: told, or not, because it does not recognise the\n"
    "carrier or the carrier has not consented.",
    "LESSON": "What is to be learned: drafted after closing, answered by the carrier, then filed\n"
    "or published.",
}
"""What each track beside the main line is about."""
