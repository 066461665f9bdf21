"""Tables, queries, transactions and migrations, for SQLite and PostgreSQL. All SQL of the project is here."""
