"""The options that several commands share, and what the shell completes.

Imported by ``--help``: nothing here may import more than typer (a test looks).
"""

from typing import Annotated, Optional

import typer


def acts(incomplete: str) -> list[str]:
    """Complete the name of a command."""
    from casework.commands import commands

    return [act for act in commands() if act.startswith(incomplete)]


def states(incomplete: str) -> list[str]:
    """Complete a state."""
    from casework.states import State

    return [state.value for state in State if state.value.startswith(incomplete.upper())]


def phases(incomplete: str) -> list[str]:
    """Complete a phase."""
    from casework.states import Phase

    return [phase.value for phase in Phase if phase.value.startswith(incomplete.upper())]


def parties(incomplete: str) -> list[str]:
    """Complete whom a case waits on."""
    from casework.roles import Party

    return [party.value for party in Party if party.value.startswith(incomplete)]


def carriers(incomplete: str) -> list[str]:
    """Complete a railroad."""
    from casework.reference import CARRIERS

    return [carrier for carrier in CARRIERS if carrier.startswith(incomplete.upper())]


def ports(incomplete: str) -> list[str]:
    """Complete a crossing."""
    from casework.reference import PORTS

    return [port for port in PORTS if port.startswith(incomplete)]


def criteria(incomplete: str) -> list[str]:
    """Complete our own key of a criterion."""
    from casework.reference import CRITERIA

    return [key for key in CRITERIA if key.startswith(incomplete)]


def incident_classes(incomplete: str) -> list[str]:
    """Complete a class of incident."""
    from casework.reference import INCIDENT_CLASSES

    return [name for name in INCIDENT_CLASSES if name.startswith(incomplete)]


def reports(incomplete: str) -> list[str]:
    """Complete a report."""
    from casework.reference import ReportKind

    return [kind.value for kind in ReportKind if kind.value.startswith(incomplete)]


def kinds(incomplete: str) -> list[str]:
    """Complete a kind of reference data."""
    from cli.referring import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


def classes(incomplete: str) -> list[str]:
    """Complete a class of confidentiality."""
    from casework.confidentiality import Confidentiality

    return [each.value for each in Confidentiality if each.value.startswith(incomplete.upper())]


Case = Annotated[str, typer.Argument(metavar="CASE", help="the case's id, as a receipt says it")]
As = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this form on every Python)
    typer.Option(
        "--as",
        envvar="RESUMPTION_AS",
        metavar="ROLE:NAME[@CARRIER]",
        help="who you are, development only: OFF:reyes, POC:lee@UP",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Lang = Annotated[str, typer.Option("--lang", metavar="en|es", help="in which language")]
Fields = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--field",
        "-f",
        metavar="NAME=VALUE",
        help="one field; a.b=… for an inner one, [..] and {..} are JSON",
    ),
]
File = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--file", metavar="FILE", help="the body, as JSON or TOML; - is standard input"),
]
Id = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--id", metavar="ID", help="command id; the same again gives the same receipt"),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="judge it, say what would happen, change nothing")
]
Act = Annotated[str, typer.Argument(metavar="COMMAND", autocompletion=acts)]
Content = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--content", metavar="FILE", help="a draft's content, as --file"),
]
Letter = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--letter", metavar="NAME", help="the letter; shown, its hash filled in"),
]
Document = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--document", metavar="NAME", help="the document; likewise"),
]
RestsOn = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--rests-on", metavar="NAME", help="a document that it rests on; repeat it"),
]
Class = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--class",
        metavar="CLASS",
        help="who may read the file: GOV_ONLY, CARRIER_CASE, PARTNER_STATUS, PUBLIC_STATUS; else "
        "the narrowest that your role files",
        autocompletion=classes,
    ),
]
Attach = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--attach", metavar="FILE", help="evidence; kept, and its name and hash filled in"
    ),
]
