"""What a directory told of postcodes, in the database; nothing says who asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.place import KeptPostcode, LocatedPostcode, Point
from connectors.storage.tables import postcodes


class SqlPostcodes:
    """The PostcodeRepository on SQLAlchemy; the primary key lets two that keep at once both."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, postcode: str) -> KeptPostcode | None:
        query = select(postcodes).where(postcodes.c.postcode == postcode)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        point = None if row.latitude is None else Point(row.latitude, row.longitude)
        located = LocatedPostcode(postcode, point, row.ward, row.ward_code)
        return KeptPostcode(located if row.is_known else None, row.at)

    def keep(self, postcode: str, located: LocatedPostcode | None, at: datetime) -> None:
        point = located.point if located else None
        told = {
            "is_known": located is not None,
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
            "ward": located.ward if located else None,
            "ward_code": located.ward_code if located else None,
            "at": at,
        }
        of_dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        row = of_dialect.insert(postcodes).values(postcode=postcode, **told)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=[postcodes.c.postcode], set_=told)
        )

    def count_before(self, moment: datetime) -> int:
        query = select(func.count()).select_from(postcodes).where(postcodes.c.at < moment)
        return self._connection.scalar(query) or 0

    def drop_before(self, moment: datetime) -> int:
        return self._connection.execute(delete(postcodes).where(postcodes.c.at < moment)).rowcount
