# ruff: noqa: RUF009 - ``setting`` makes an attrs field and nothing that is shared
"""What can be set, from the environment or a TOML file, read once when askpro starts.

    ASKPRO_DATABASE_URL=postgresql://askpro@db/askpro     in the environment
    database_url = "postgresql://askpro@db/askpro"        in the file

The environment wins over the file. ``ASKPRO_SETTINGS`` names the file; without it the
``askpro.toml`` in the data folder is read if there is one.
"""

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path

import attrs
import typed_settings as ts
from typed_settings.types import LoadedSettings, LoaderMeta, OptionList, SettingsClass

from askpro.entrypoints import setting_rules as rules
from askpro.entrypoints.setting_rules import Rule, setting

PREFIX = "ASKPRO_"
FILE_VARIABLE = "ASKPRO_SETTINGS"
FILE_NAME = "askpro.toml"
# Of the simulated caller, which is a client, and of the tests.
NOT_OURS = ("ASKPRO_API_KEY", "ASKPRO_TEST_", FILE_VARIABLE)


class WrongSettings(Exception):
    """One sentence for everything that is wrong, all at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@attrs.frozen
class Settings:
    """Every setting; secrets show as stars."""

    data: Path = setting(rules.folder, Path("var"))
    database_url: ts.SecretStr | None = setting(rules.database_url, secret=True)
    secret_key: ts.SecretStr | None = setting(rules.secret_key, secret=True)
    public_url: str | None = setting(rules.web_address)
    host: str = setting(rules.host, "127.0.0.1")
    port: int = setting(rules.port, 8000)
    worker_threads: int = setting(rules.threads, 2)
    database_connections: int = setting(rules.connections, 6)
    sender: str = setting(rules.mail_address, "askpro@localhost")
    smtp_url: ts.SecretStr | None = setting(rules.mail_server, secret=True)
    retell_api_key: ts.SecretStr | None = setting(rules.key, secret=True)
    retell_base_url: str = setting(rules.web_address, "https://api.retellai.com")
    calcom_api_key: ts.SecretStr | None = setting(rules.key, secret=True)
    calcom_base_url: str = setting(rules.web_address, "https://api.cal.com")
    calcom_webhook_secret: ts.SecretStr | None = setting(rules.key, secret=True)
    stripe_secret_key: ts.SecretStr | None = setting(rules.key, secret=True)
    stripe_webhook_secret: ts.SecretStr | None = setting(rules.key, secret=True)
    stripe_base_url: str = setting(rules.web_address, "https://api.stripe.com")

    @property
    def database(self) -> str:
        """The database's address; without one a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'askpro.sqlite3'}"

    @property
    def on_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def address(self) -> str:
        """Where people reach us."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def mailbox(self) -> Path:
        """Where letters lie when there is no mail server."""
        return self.data / "mailbox"


NAMES = tuple(field.name for field in attrs.fields(Settings))


def read_settings(environ: Mapping[str, str], **given: object) -> Settings:
    """The settings of this environment; ``given`` wins over it, for the command line.

    Raises:
        WrongSettings: Every fault of the environment and of the file, a sentence each.
    """
    faults: list[str] = []
    variables: dict[str, object] = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and not name.startswith(NOT_OURS)
    }
    variables |= {name: str(value) for name, value in given.items() if value is not None}
    path, lines = _file(environ, variables, faults)
    sources = [
        _Source(lines, lambda name: f"{name} in {path}", faults),
        _Source(variables, lambda name: PREFIX + name.upper(), faults),
    ]
    settings = ts.load_settings(Settings, sources, converter=ts.converters.TSConverter())
    if faults:
        raise WrongSettings(tuple(faults))
    return settings


@attrs.frozen
class _Source:
    """Hands typed-settings the good values and notes what is wrong with the others."""

    values: Mapping[str, object]
    written: Callable[[str], str]
    faults: list[str]

    def __call__(self, settings_cls: SettingsClass, options: OptionList) -> LoadedSettings:
        good: dict[str, object] = {}
        for name, value in self.values.items():
            if name not in NAMES:
                self.faults.append(self._unknown(name))
                continue
            try:
                good[name] = _read(name, value)
            except ValueError:
                self.faults.append(self._wrong(name, value))
        return LoadedSettings(good, LoaderMeta("askpro"))

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, NAMES, n=1)
        hint = f"; did you mean {self.written(near[0])}?" if near else "."
        return f"{self.written(name)} is not a setting{hint}"

    def _wrong(self, name: str, value: object) -> str:
        metadata = getattr(attrs.fields(Settings), name).metadata
        shown = "has a value that is not shown here" if metadata["secret"] else f"is {value!r}"
        return f"{self.written(name)} {shown}, but must be {metadata['rule'].expected}."


def _read(name: str, value: object) -> object:
    """A value by its rule; a file may write numbers without quotes."""
    if type(value) not in {str, int}:
        raise ValueError
    rule: Rule = getattr(attrs.fields(Settings), name).metadata["rule"]
    return rule.read(str(value))


def _file(
    environ: Mapping[str, str], variables: Mapping[str, object], faults: list[str]
) -> tuple[Path, Mapping[str, object]]:
    """The settings file and its lines; only a file that was asked for must be there."""
    named = environ.get(FILE_VARIABLE)
    path = Path(named) if named else Path(str(variables.get("data", "var"))) / FILE_NAME
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if named:
            faults.append(f"{FILE_VARIABLE} is {named!r}, but there is no such file.")
    except (OSError, ValueError) as error:
        faults.append(f"{path} cannot be read as TOML: {error}.")
    return path, {}
