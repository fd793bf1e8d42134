"""What each template may say: one model per template, so that nothing else can reach a message.

A notice carries its facts as plain JSON. They are cleaned, checked against the model here, put
into one language and one time zone, and only then worded. What a model does not name is dropped.

Common to all: ``zone`` (IANA name of the case's zone, named with every date), ``demonstration``
(footer) and ``at`` (the notice's own instant, which becomes its Date). The case's id and whether it
is illustrative come from the register and not from the facts. How values are written:

=================  =============================================================================
value              JSON
=================  =============================================================================
day, instant       ``"2023-09-21"``, ``"2023-08-22T15:04:00Z"`` (with zone)
``Words``          ``{"en": …, "es": …}``, or one text that is shown as written in both languages
``Period``         ``{day | span, mark, law?, source?, why?}``; ``law`` is a citation and is worded
                   as law only where ``mark`` is ``verified``
``Owed``           a ``Period`` with a ``label``: what is owed
``Appeal``         ``{right, basis?, last_day?, mark?, where?}``
=================  =============================================================================
"""
