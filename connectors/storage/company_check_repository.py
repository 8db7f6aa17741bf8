"""What the register of companies said of firms, in the database."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from bot.domain.company import CompanyCheck, Finding
from bot.domain.supplier import SupplierId
from connectors.storage.introduction_tables import company_checks


class SqlCompanyChecks:
    """The CompanyCheckRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, check: CompanyCheck) -> None:
        self.remove(check.supplier)
        self._connection.execute(
            insert(company_checks).values(
                supplier_id=check.supplier,
                number=check.number,
                called=check.called,
                finding=check.finding.value,
                name=check.name,
                status=check.status,
                asked_at=check.asked_at,
            )
        )

    def of(self, supplier: SupplierId) -> CompanyCheck | None:
        query = select(company_checks).where(company_checks.c.supplier_id == supplier)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return CompanyCheck(
            supplier=SupplierId(row.supplier_id),
            number=row.number,
            called=row.called,
            finding=Finding(row.finding),
            name=row.name,
            status=row.status,
            asked_at=row.asked_at,
        )

    def remove(self, supplier: SupplierId) -> None:
        gone = delete(company_checks).where(company_checks.c.supplier_id == supplier)
        self._connection.execute(gone)
