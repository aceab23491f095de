"""Passwords of the people of an office, and tokens that stand for them on the command line."""

from alembic import op

from app.store.migrations.parts import index, key, numbers, refers, texts


def make() -> None:
    """Nobody has a password yet: each sets his own at the first sign-in, beside somebody who has one."""
    op.create_table(
        "credential",
        *numbers("user_uid"),
        *texts("secret"),
        *numbers("given", "failures"),
        *texts("failed_at", null=True),
        key("credential", "user_uid"),
        *refers("credential", user_uid="user.uid"),
    )
    op.create_table(
        "token",
        *texts("digest"),
        *numbers("user_uid"),
        *texts("made_at", "until", "seen_at"),
        key("token", "digest"),
        *refers("token", user_uid="user.uid"),
    )
    index("token", "user_uid")
