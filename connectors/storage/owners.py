"""Whose a row is: the columns by which it hangs on a conversation, supplier, person or contact."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_

from bot.domain.feedback import Owner


def whose(owner: Owner, table: Table) -> dict[str, str | None]:
    """The owner as values of the table's columns."""
    return {name: held for name, held in _columns(owner).items() if name in table.c}


def is_of(table: Table, owner: Owner) -> ColumnElement[bool]:
    """That a row of the table is exactly this owner's."""
    return and_(
        *(
            table.c[name].is_(None) if held is None else table.c[name] == held
            for name, held in whose(owner, table).items()
        )
    )


def _columns(owner: Owner) -> dict[str, str | None]:
    return {
        "conversation_id": owner.conversation,
        "supplier_id": owner.supplier,
        "person_id": owner.person,
        "contact_id": owner.contact,
    }
