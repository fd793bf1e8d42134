"""What is said in the synthetic cases: the same few sentences, each marked as made up."""

from typing import Any

CLASSES: tuple[str, ...] = (
    "seal",
    "narcotics",
    "fentanyl",
    "persons",
    "seal",
    "de-minimis",
    "narcotics",
    "agriculture",
    "seal",
    "precursors",
    "fentanyl",
)
"""Classes of incident, taken in turn; no likeness to any statistics."""

PIA: dict[str, Any] = {
    "kind": "pia",
    "chronology": "Synthetic: first the yard, then the bridge.",
    "root_causes": [{"cause": "Synthetic: no second look", "method": "5-why"}],
    "custody_map": [{"place": "yard", "owner": "shipper", "custody": "us", "control": "us"}],
}

ACTION: dict[str, Any] = {
    "id": "a1",
    "finding": "f1",
    "objective": "Synthetic: look twice",
    "owner": "yard master",
    "evidence_expected": "log",
    "success_measure": "no broken seal",
}

LESSON: dict[str, Any] = {
    "text": {
        "en": "Synthetic: a second look at the interchange finds what the first one missed.",
        "es": "Sintético: una segunda mirada en el intercambio halla lo que la primera no vio.",
    },
    "root_causes": "Synthetic: nobody was named for the second look.",
}


def reasons(name: str) -> dict[str, str]:
    """Return the reasons that a synthetic letter gives."""
    return {"en": f"Synthetic reasons of {name}.", "es": f"Motivos sintéticos de {name}."}
