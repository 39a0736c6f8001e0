"""Bring Superset's own database up to date: tables, roles, the administrator, and our assets.

`make superset` runs it at each start. The assets overwrite those in Superset.
"""

from __future__ import annotations

import os
from pathlib import Path

ASSETS = Path(__file__).with_name("assets")


def contents() -> dict[str, str]:
    """Return the assets by their path, as Superset's import expects them."""
    return {
        path.relative_to(ASSETS).as_posix(): path.read_text("utf-8")
        for path in sorted(ASSETS.rglob("*.yaml"))
    }


def main() -> None:
    """Set up everything in one process, as each start of Superset takes seconds."""
    from superset.app import create_app

    app = create_app()
    with app.app_context():
        from flask_migrate import upgrade
        from superset import appbuilder, db, security_manager
        from superset.utils.core import override_user

        upgrade(directory=str(Path(app.root_path) / "migrations"))
        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        name = os.environ["SUPERSET_ADMIN"]
        admin = security_manager.find_user(name)
        if admin is None:
            admin = security_manager.add_user(
                name,
                "Provincial",
                "Targets",
                "admin@localhost.invalid",
                security_manager.find_role("Admin"),
                password=os.environ["SUPERSET_PASSWORD"],
            )
        db.session.commit()

        from superset.commands.importers.v1.assets import ImportAssetsCommand

        with override_user(admin):
            ImportAssetsCommand(contents()).run()


if __name__ == "__main__":
    main()
