"""An import into a fresh database, and the parts that it is made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bootstrap import CONTENT, make_compiler, make_reader
from bot.clock import SystemClock
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.ports import Gazetteer, NoticeReader, ReleaseCompiler
from bot.services.import_notices import ImportSummary, Intake, import_notices
from connectors.notices.samples import SampleFile
from connectors.places.gazetteer import Gazetteer as ContentGazetteer
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.migrate import migrate
from connectors.storage.tables import opportunities

ROOT = CONTENT.parent


class Importing:
    """Imports into one database and lets the test look at what is there afterwards."""

    def __init__(self, database: Path, reader: NoticeReader, compiler: ReleaseCompiler) -> None:
        self.folder = database.parent
        self._reader = reader
        self._compiler = compiler
        self.storage = SqlStorage(f"sqlite:///{database}")
        self._engine = make_engine(f"sqlite:///{database}")

    def __call__(self, *paths: Path) -> ImportSummary:
        """What the import says of itself."""
        return import_notices(
            paths, self._reader, Intake(self._compiler, self.storage, SystemClock())
        )

    def held(self) -> dict[str, Opportunity]:
        """Every opportunity by its id, whatever its state."""
        with self.storage.transaction() as work:
            return {o.id: o for o in work.opportunities.get_many(self._ids())}

    def close(self) -> None:
        """Gives the database's connections back."""
        self.storage.close()
        self._engine.dispose()

    def _ids(self) -> list[OpportunityId]:
        with self._engine.connect() as connection:
            return list(connection.execute(select(opportunities.c.id)).scalars())

    def revision(self) -> str:
        """Changes when anything that people see does."""
        with self.storage.transaction() as work:
            return work.opportunities.revision()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, to be copied: migrating is slow beside an import of one file."""
    file = tmp_path_factory.mktemp("notices") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def parts() -> tuple[NoticeReader, ReleaseCompiler]:
    """The reader and the compiler that the product wires."""
    return make_reader(), make_compiler()


@pytest.fixture(scope="session")
def compiler(parts: tuple[NoticeReader, ReleaseCompiler]) -> ReleaseCompiler:
    """The compiler alone."""
    return parts[1]


@pytest.fixture(scope="session")
def make_importing(
    tmp_path_factory: pytest.TempPathFactory,
    empty_database: Path,
    parts: tuple[NoticeReader, ReleaseCompiler],
) -> Iterator[Callable[[], Importing]]:
    """Makes imports, each into a fresh database."""
    made: list[Importing] = []

    def make() -> Importing:
        file = tmp_path_factory.mktemp("import") / "doorstep.sqlite3"
        shutil.copy(empty_database, file)
        made.append(Importing(file, *parts))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def importing(make_importing: Callable[[], Importing]) -> Importing:
    """An import into a fresh database."""
    return make_importing()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The product's own places."""
    return ContentGazetteer(CONTENT)


@pytest.fixture(scope="session")
def samples(gazetteer: Gazetteer) -> SampleFile:
    """The product's own samples."""
    return SampleFile(ROOT / "samples" / "opportunities.yml", gazetteer)
