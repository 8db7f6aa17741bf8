"""What somebody named in a notice may be written to about, and until when, held with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0027"
down_revision = "0028"
branch_labels = None
depends_on = None

# All that was ever kept stands in notices for enquiries about them, and ends with them.
_FILL = """
UPDATE opportunities SET contact_use = 'enquiries', contact_until = (
    SELECT MIN(ends) FROM (
        SELECT deadline AS ends UNION ALL SELECT awarded_at UNION ALL SELECT cancelled_at
    ) AS known
) WHERE contact IS NOT NULL AND CAST(contact AS TEXT) <> 'null'
"""


def upgrade() -> None:
    op.add_column("opportunities", sa.Column("contact_use", sa.String(length=16)))
    op.add_column("opportunities", sa.Column("contact_until", UtcMoment(timezone=True)))
    op.execute(sa.text(_FILL))


def downgrade() -> None:
    op.drop_column("opportunities", "contact_until")
    op.drop_column("opportunities", "contact_use")
