"""What Alembic runs: every step on the one connection, inside the one transaction, that `upgrade` gives it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
