"""Commands for the people of the desk."""

import click

from tracker.cli.run import Run, as_user
from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission, Role
from tracker.services import people
from tracker.services.passwords import new_one_time


@click.command("create-user")
@click.argument("login")
@click.option("--name", required=True, help="As colleagues and reports read it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@as_user
@click.pass_obj
def create_user(run: Run, login: str, name: str, role: str) -> None:
    """Add a person, and print a one-time password."""
    one_time = new_one_time()
    password_hash = run.passwords.hash(one_time)
    with run.writing() as session:
        by = run.person(session, Permission.MANAGE_PEOPLE)
        person = people.create(session, login, name, Role(role), password_hash=password_hash, by=by)
    click.echo(f"{person.name} signs in as {person.login} with this one-time password:\n\n    {one_time}\n")


@click.command("reset-password")
@click.argument("login")
@click.option("--why", default="", help="Kept in the audit trail.")
@as_user
@click.pass_obj
def reset_password(run: Run, login: str, why: str) -> None:
    """Give a person a new one-time password, and sign them out everywhere."""
    one_time = new_one_time()
    password_hash = run.passwords.hash(one_time)
    with run.writing() as session:
        by = run.person(session, Permission.MANAGE_PEOPLE)
        person = people.find_person(session, login)
        if person is None:
            raise NotFound(f"Nobody on this desk signs in as {login}.")
        people.reset_password(session, person, password_hash=password_hash, why=why, by=by)
    click.echo(f"{person.name} signs in as {person.login} with this one-time password:\n\n    {one_time}\n")
