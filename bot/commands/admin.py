"""`doorstep admin`: who may sign in for a buyer or for the service, and with which mail domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.domain.errors import InvalidInputError
from bot.domain.officer import BuyerName, Officer, Role, domain_of

if TYPE_CHECKING:
    from bot.bootstrap.buying import Buying

_OF_A_BUYER = (Role.OFFICER, Role.BUYER_ADMIN)
_OF_THE_SERVICE = (Role.COORDINATOR, Role.OPERATOR)


@click.group()
def admin() -> None:
    """Who may sign in: add the first administrator, list and end accounts, allow mail domains."""


@admin.command()
@click.argument("email")
@click.option("--buyer", help="The buyer, by its name in content/buyers.yml or an alias.")
@click.option(
    "--role", type=click.Choice([one.value for one in Role]), help="buyer_admin, or operator."
)
def add(email: str, buyer: str | None, role: str | None) -> None:
    """Let EMAIL sign in, and print a link that does so once.

    With --buyer as an administrator of that buyer, else as an operator of the service.
    """
    buying = _buying()
    chosen = Role(role) if role else (Role.BUYER_ADMIN if buyer else Role.OPERATOR)
    if (buyer is not None) != (chosen in _OF_A_BUYER):
        raise InvalidInputError(
            f"The role {chosen} goes {'with' if not buyer else 'without'} --buyer."
        )
    named = BuyerName(buying.officers.domains.buyer(buyer).name) if buyer else None
    made = buying.officers.add(email, chosen, named)
    if not isinstance(made, Officer):
        raise InvalidInputError(
            _WHY[made].format(email=email, domain=domain_of(email), buyer=named)
        )
    click.echo(_line(made))
    click.echo(buying.sign_in.link_for(made.id))


@admin.command("list")
def list_them() -> None:
    """List everybody with an account, the service's own people first."""
    found = _buying().officers.all()
    click.echo("\n".join(map(_line, found)) if found else "Nobody has an account.")


@admin.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs EMAIL in once, for where no mail goes out."""
    buying = _buying()
    click.echo(buying.sign_in.link_for(_account(buying, email).id))


@admin.command()
@click.argument("email")
def end(email: str) -> None:
    """End the account of EMAIL; whoever is signed in with it is out at once."""
    buying = _buying()
    ended = buying.officers.end(_account(buying, email).id)
    click.echo(_line(ended) if ended else "There is no such account.")


@admin.command()
@click.argument("domain")
@click.option("--buyer", required=True, help="The buyer, by its name or an alias.")
def domain(domain: str, buyer: str) -> None:
    """Let addresses of DOMAIN be the buyer's, beside that of its own role mailbox."""
    buying = _buying()
    named = BuyerName(buying.officers.domains.buyer(buyer).name)
    allowed = buying.officers.allow_domain(domain, named)
    click.echo(f"{named}: {', '.join(buying.officers.allowed(named))} ({allowed} is allowed).")


_WHY = {
    "no_mail": "{email} is no e-mail address.",
    "domain": (
        "{email} is not of a domain of {buyer}: allow it with "
        "`doorstep admin domain {domain} --buyer '{buyer}'`."
    ),
    "taken": "{email} has an account elsewhere: end that first.",
}


def _account(buying: Buying, email: str) -> Officer:
    found = [one for one in buying.officers.all() if one.email == email.strip().lower()]
    if not found:
        raise InvalidInputError(f"{email} has no account: see `doorstep admin list`.")
    return found[0]


def _line(one: Officer) -> str:
    ended = "  ended" if one.ended_at else ""
    return f"{one.email}  {one.role}  {one.buyer or 'Doorstep'}{ended}"


def _buying() -> Buying:
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_services(settings).buying
