"""Build the ledger again from the archive, and say how it differs; put it in the live one's place where asked."""

from __future__ import annotations

import logging
from functools import partial

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.alert import alert
from flows.calendar import calendar
from flows.ingest import ingest
from flows.name import run_name
from flows.place import house_at
from flows.publish import publish
from flows.runner import PrefectRunner, Stage
from tasks.pipeline import run_rest
from tasks.replay.keep import keep
from tasks.replay.replay import Wanted
from tasks.replay.replay import replay as rebuild
from tasks.replay.restatement import Restatement
from tasks.replay.told import as_markdown
from tasks.unwaited import run_unwaited

REPLAY_SECONDS = 24 * 3600
log = logging.getLogger(__name__)


@flow(name="replay", flow_run_name=run_name, timeout_seconds=REPLAY_SECONDS, persist_result=False)
async def replay(
    apply: bool = False,
    reread: bool = False,
    tell: bool = False,
    home: str | None = None,
    config: str | None = None,
    now: str | None = None,
) -> Restatement:
    """Replay the archive into a ledger beside the live one, and compare the two; Completed whether they are equal or not.

    Args:
        apply: Whether the new ledger takes the place of the live one.
        reread: Whether every body is read anew.
        tell: With apply: whether readers hear of the changes that are new by it.
        home: The home; else the environment's.
        config: The configuration folder; else the environment's.
        now: The instant of the run as ISO 8601 with offset; else the system clock.
    """
    house = house_at(home, config, now)
    wanted = Wanted(apply=apply, reread=reread, tell=tell and apply)
    found = await run_unwaited(partial(rebuild, house, wanted), name="replay")
    if not found.equal or found.applied:
        log.info("restatement.kept path=%s", keep(house.places, found))
    for complaint in found.complaints:
        log.warning("replay.not_whole about=%r", complaint)
    await acreate_markdown_artifact(as_markdown(found), key="replay", description=run_name())
    if found.applied:
        given = {"home": home, "config": config, "now": now}
        stages: dict[str, Stage] = {
            "ingest": partial(ingest, **given),
            "calendar": partial(calendar, **given),
            "alert": partial(alert, **given),
            "publish": partial(publish, **given),
        }
        await run_rest(house, PrefectRunner(stages))
    return found
