"""How the schema became what it is; run by Alembic when a database is opened."""
