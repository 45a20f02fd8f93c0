"""A local web of simulated sites, in the wire forms and with the faults of the real ones.

    with simulated_web(sites, now=instant) as web:
        web.url                                  # http://127.0.0.1:PORT
        web.list_url("site")                     # what a source's YAML has as list.url
        web.set_now(later)                       # what is published by then is shown
        web.set_fault("site", Fault.JSL_521)     # until web.clear_faults()
        web.requests                             # every request so far, with its times

All sites stand on one port, each under its own first path segment. Nothing here knows mingdan: the web is the
outside, told only what a site would know.
"""

from __future__ import annotations

from demo.web.faults import Fault, Where
from demo.web.server import Seen, SimulatedWeb, simulated_web
from demo.web.site import Attached, Form, Item, Site, Teaser

__all__ = [
    "Attached", "Fault", "Form", "Item", "Seen", "SimulatedWeb", "Site", "Teaser", "Where", "simulated_web",
]  # fmt: skip
