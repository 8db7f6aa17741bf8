"""The database: tables, repositories and migrations, on SQLite and PostgreSQL alike."""
