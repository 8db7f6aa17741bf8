"""The tables; what was decided once, from the first migration, stands here.

An opportunity has an id of its own; its state is never stored, only the moments that it
follows from. What was shown hangs on a conversation or on a supplier.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from connectors.storage.columns import Pounds, UtcMoment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

buyers = Table(
    "buyers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("buyer_class", String(16), nullable=False),
    Column("s17", Boolean),
    Column("website", Text),
    Column("identifiers", JSON, nullable=False),
    Column("district", String(4)),
)

# The ways in which notices name a buyer, and what each is known again by: the evidence for which
# of them are one. An opportunity has a naming, and its buyer is that naming's.
buyer_namings = Table(
    "buyer_namings",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("buyer_id", ForeignKey("buyers.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("buyer_class", String(16), nullable=False),
    Column("s17", Boolean),
    Column("website", Text),
    Column("identifiers", JSON, nullable=False),
    Column("district", String(4)),
)

buyer_keys = Table(
    "buyer_keys",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("naming_id", ForeignKey("buyer_namings.id"), primary_key=True, index=True),
)

opportunities = Table(
    "opportunities",
    metadata,
    Column("id", String(36), primary_key=True),
    # Provenance
    Column("process_key", Text, nullable=False, unique=True),
    Column("ocid", Text, unique=True),
    Column("reference", Text),
    Column("source_name", String(40), nullable=False),
    Column("source_url", Text),
    Column("source_as_of", UtcMoment, nullable=False),
    Column("is_sample", Boolean, nullable=False),
    Column("content_hash", String(64), nullable=False),
    # What is wanted, and by whom
    Column("kind", String(20), nullable=False),
    Column("visibility", String(12), nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("buyer_id", ForeignKey("buyers.id"), nullable=False, index=True),
    Column("naming_id", ForeignKey("buyer_namings.id"), nullable=False, index=True),
    Column("category", String(12)),
    Column("cpv", JSON, nullable=False),
    # Value: pounds as pence, null when not stated
    Column("value_amount", Pounds),
    Column("value_vat", String(8), nullable=False),
    Column("value_basis", String(8), nullable=False),
    Column("value_currency", String(3), nullable=False),
    # Where
    Column("postcode", String(8)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("regions", JSON, nullable=False),
    Column("nationwide", Boolean, nullable=False),
    Column("office", JSON),
    # The moments from which its state follows
    Column("published_at", UtcMoment),
    Column("deadline", UtcMoment),
    Column("awarded_at", UtcMoment),
    Column("cancelled_at", UtcMoment),
    Column("starts_on", Date),
    Column("ends_on", Date),
    # Terms
    Column("suitable_for", JSON, nullable=False),
    Column("reserved_for", Text),
    Column("procurement_method", Text),
    Column("above_threshold", Boolean),
    Column("law", String(20)),
    Column("special_regimes", JSON, nullable=False),
    Column("phases", JSON, nullable=False),
    Column("how_to_respond", Text),
    Column("contact", JSON),
    # What whoever is named there may be written to about, and until when
    Column("contact_use", String(16)),
    Column("contact_until", UtcMoment),
    Index("ix_opportunities_deadline", "deadline"),
    # In which order those of a source are given out, a part at a time
    Index(
        "ix_opportunities_said",
        "source_name",
        "visibility",
        "is_sample",
        "source_as_of",
        "id",
        "deadline",
    ),
    # What an index reads of each opportunity at its start, beside the row that was made of it
    Index("ix_opportunities_fresh", "id", "content_hash", "visibility"),
)

# Samples are few: an index of all would be taken where most rows are asked for
Index(
    "ix_opportunities_is_sample",
    opportunities.c.is_sample,
    sqlite_where=opportunities.c.is_sample.is_(True),
    postgresql_where=opportunities.c.is_sample.is_(True),
)

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("process_key", Text, nullable=False, index=True),
    Column("ocid", Text),
    Column("released_at", UtcMoment, nullable=False),
    Column("feed", String(40), nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("body", JSON, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("process_key", Text, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "opportunity_id",
        ForeignKey("opportunities.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("kind", String(20), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("noted_at", UtcMoment, nullable=False),
    UniqueConstraint("opportunity_id", "kind", "at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("of", String(20), primary_key=True),
    Column("number", Integer, nullable=False),
)

suppliers = Table(
    "suppliers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("registered_at", UtcMoment, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("postcode", String(8)),
    Column("max_value", Pounds),
    # Its agreement to be shown to buyers: both or neither
    Column("shown_agreed_at", UtcMoment),
    Column("shown_wording", String(60)),
    # What its vector is made from, and the number of the change that it last came with
    Column("text_hash", String(64), nullable=False, server_default=""),
    Column("changed", Integer, nullable=False, server_default="0", index=True),
    # Stands for the id where a million of them are held in memory
    Column("number", Integer, nullable=False, unique=True),
    CheckConstraint(
        "(shown_agreed_at IS NULL) = (shown_wording IS NULL)", name="agreement_has_its_wording"
    ),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("started_at", UtcMoment, nullable=False),
    Column("supplier_id", ForeignKey("suppliers.id"), index=True),
    Column("turn_id", String(36)),
    Column("turn_began_at", UtcMoment),
)

turns = Table(
    "turns",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("client_id", String(64)),
    Column("text", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("replies", JSON),
    UniqueConstraint("conversation_id", "client_id"),
)

searches = Table(
    "searches",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("criteria", JSON, nullable=False),
    Column("ranked", JSON, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("last_page", JSON, nullable=False),
    Column("focus", String(36)),
    Column("at", UtcMoment, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("at", UtcMoment, nullable=False),
    CheckConstraint(
        "conversation_id IS NOT NULL OR supplier_id IS NOT NULL", name="shown_to_somebody"
    ),
)

postcodes = Table(
    "postcodes",
    metadata,
    Column("postcode", String(8), primary_key=True),
    Column("is_known", Boolean, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("ward", Text),
    Column("ward_code", Text),
    Column("at", UtcMoment, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("feed", String(40), primary_key=True),
    Column("reached", UtcMoment, nullable=False),
    # The slice under way and its next page, if any
    Column("window_start", UtcMoment),
    Column("window_end", UtcMoment),
    Column("cursor", Text),
    # One higher at each step: a step is stored only after the one before it
    Column("number", Integer, nullable=False),
)
