"""The one place where everything is wired: settings in, services out."""

from __future__ import annotations

from bot.bootstrap.checkup import make_checks
from bot.bootstrap.folders import (
    CONTENT,
    HOME,
    KEPT_VECTORS,
    MODELS,
    ROOT,
)
from bot.bootstrap.held import (
    make_end_held,
    make_erase_held,
    make_retention,
    make_tell_held,
)
from bot.bootstrap.intake import (
    make_feed,
    make_intake,
    make_list_template,
    make_quality_report,
    make_samples,
)
from bot.bootstrap.matching import (
    make_code_names,
    make_fit_model,
    make_match_profiles,
    make_stems,
    make_trades,
    make_vocabulary,
    make_work_index,
)
from bot.bootstrap.parts import (
    make_clock,
    make_dialogue,
    make_directory,
    make_encoder,
    make_phrases,
    make_secret,
    make_storage,
    make_understanding,
)
from bot.bootstrap.responsible import make_complaints
from bot.bootstrap.sending import (
    TwilioDoor,
    TwilioParts,
    make_enquiries,
    make_sender,
    make_sending_queue,
    make_twilio_door,
)
from bot.bootstrap.signing import make_signed_links
from bot.bootstrap.spending import (
    make_payments_import,
    make_spending_records,
)
from bot.bootstrap.suppliers import (
    make_firms_twice,
    make_place_names,
    make_prepare_supplier,
    make_who_can_do,
)
from bot.bootstrap.whole import (
    Services,
    make_services,
    services,
)
from bot.reading import make_compiler, make_reader

__all__ = [
    "CONTENT",
    "HOME",
    "KEPT_VECTORS",
    "MODELS",
    "ROOT",
    "Services",
    "TwilioDoor",
    "TwilioParts",
    "make_checks",
    "make_clock",
    "make_code_names",
    "make_compiler",
    "make_complaints",
    "make_dialogue",
    "make_directory",
    "make_encoder",
    "make_end_held",
    "make_enquiries",
    "make_erase_held",
    "make_feed",
    "make_firms_twice",
    "make_fit_model",
    "make_intake",
    "make_list_template",
    "make_match_profiles",
    "make_payments_import",
    "make_phrases",
    "make_place_names",
    "make_prepare_supplier",
    "make_quality_report",
    "make_reader",
    "make_retention",
    "make_samples",
    "make_secret",
    "make_sender",
    "make_sending_queue",
    "make_services",
    "make_signed_links",
    "make_spending_records",
    "make_stems",
    "make_storage",
    "make_tell_held",
    "make_trades",
    "make_twilio_door",
    "make_understanding",
    "make_vocabulary",
    "make_who_can_do",
    "make_work_index",
    "services",
]
