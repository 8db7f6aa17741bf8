"""What goes on by itself beside the service, as the settings name it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.bootstrap import Services
    from connectors.jobs.running import Job


def jobs_beside(settings: Settings, services: Services) -> AbstractAsyncContextManager[None]:
    """What goes on by itself beside the service; where nothing does, its library is not loaded."""
    jobs: list[Job] = []
    if settings.sync_schedule:
        from connectors.jobs.sync_schedule import SyncSchedule

        jobs.append(SyncSchedule(settings, services))
    if settings.retention_schedule:
        from connectors.jobs.retention_run import RetentionRun

        jobs.append(RetentionRun(settings.retention_schedule, services))
    if settings.sends_by_twilio or settings.sends_by_smtp:
        from connectors.jobs.sending import sending_job

        jobs += filter(None, [sending_job(settings, services.storage, services.reaching.sender)])
    if settings.alert_schedule:
        from connectors.jobs.alert_rounds import AlertRounds

        jobs.append(AlertRounds(settings.alert_schedule, services.alerting.run))
    if settings.digest_schedule:
        from connectors.jobs.digest_run import DigestRuns

        jobs.append(DigestRuns(settings.digest_schedule, services.digests.run))
    if settings.introductions_schedule:
        from connectors.jobs.introduction_rounds import IntroductionRounds

        chase = services.introducing.chase
        jobs.append(IntroductionRounds(settings.introductions_schedule, chase))
    if settings.firm_checks_schedule:
        from connectors.jobs.firm_checks_run import FirmChecksRun

        check = services.introducing.checks.run
        jobs.append(FirmChecksRun(settings.firm_checks_schedule, check))
    if not jobs:
        return nullcontext()
    from connectors.jobs.running import running_jobs

    return running_jobs(settings, jobs)
