"""What can be set, and what is said of what cannot."""

from pathlib import Path

import attrs
import pytest

from askpro.entrypoints.settings import Settings, WrongSettings, read_settings

WRONG = {
    "DATABASE_URL": ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "postgresql://host"],
    "SECRET_KEY": ["short", " " * 40],
    "PUBLIC_URL": ["askpro.example", "ftp://askpro.example", "https://askpro.example/?a=1"],
    "HOST": ["", "a host"],
    "PORT": ["0", "65536", "eight", "8000.0", "-1", "8_000"],
    "WORKER_THREADS": ["0", "65"],
    "DATABASE_CONNECTIONS": ["1", "many"],
    "SENDER": ["nobody", "a@b@c"],
    "SMTP_URL": ["mail.example", "http://mail.example", "smtp://", "smtp://host:port"],
    "RETELL_API_KEY": ["", " key"],
    "RETELL_BASE_URL": ["api"],
    "CALCOM_API_KEY": [""],
    "CALCOM_BASE_URL": ["//api"],
    "CALCOM_WEBHOOK_SECRET": [""],
    "STRIPE_SECRET_KEY": ["key\n"],
    "STRIPE_WEBHOOK_SECRET": [""],
    "STRIPE_BASE_URL": ["https://"],
}
SECRET = [field.name for field in attrs.fields(Settings) if field.metadata["secret"]]


def faults_of(environ: dict[str, str], **given: object) -> tuple[str, ...]:
    with pytest.raises(WrongSettings) as caught:
        read_settings(environ, **given)
    return caught.value.faults


def test_nothing_need_be_set(tmp_path: Path) -> None:
    settings = read_settings({"ASKPRO_DATA": str(tmp_path)})

    assert settings.database == f"sqlite:///{tmp_path}/askpro.sqlite3"
    assert settings.on_sqlite
    assert settings.mailbox == tmp_path / "mailbox"
    assert settings.address == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_value_is_named_with_what_is_expected(
    name: str, value: str, tmp_path: Path
) -> None:
    faults = faults_of({"ASKPRO_DATA": str(tmp_path), f"ASKPRO_{name}": value})

    assert len(faults) == 1
    assert faults[0].startswith(f"ASKPRO_{name} ")
    assert "must be" in faults[0]
    if name.lower() in SECRET:
        assert "not shown" in faults[0]
    else:
        assert repr(value) in faults[0]


def test_every_setting_but_the_folder_can_be_wrong_in_these_tests() -> None:
    assert {name.lower() for name in WRONG} | {"data"} == {
        field.name for field in attrs.fields(Settings)
    }


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    assert "must be a folder" in faults_of({"ASKPRO_DATA": str(file)})[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "askpro.toml").write_text('sender = "nobody"\nprot = 80\n')

    faults = faults_of(
        {"ASKPRO_DATA": str(tmp_path), "ASKPRO_PORT": "x", "ASKPRO_DATABASE_URI": "y"}
    )

    assert len(faults) == 4
    assert f"prot in {tmp_path}/askpro.toml is not a setting; did you mean port" in faults[1]
    assert "did you mean ASKPRO_DATABASE_URL?" in " ".join(faults)


def test_a_secret_appears_in_no_fault_and_no_repr(tmp_path: Path) -> None:
    wrong = faults_of({"ASKPRO_DATA": str(tmp_path), "ASKPRO_SECRET_KEY": "hush"})
    settings = read_settings(
        {"ASKPRO_DATA": str(tmp_path)}
        | {f"ASKPRO_{name.upper()}": f"{name}-hush-{'x' * 40}" for name in SECRET}
        | {
            "ASKPRO_DATABASE_URL": "postgresql://me:hush@db/askpro",
            "ASKPRO_SMTP_URL": "smtps://me:hush@mail",
        }
    )

    assert "hush" not in wrong[0]
    assert "hush" not in repr(settings)
    assert settings.retell_api_key == f"retell_api_key-hush-{'x' * 40}"
    assert not settings.on_sqlite


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('port = 81\nhost = "::1"\nworker_threads = "4"\n')
    environ = {"ASKPRO_SETTINGS": str(file), "ASKPRO_PORT": "82", "ASKPRO_DATA": str(tmp_path)}

    settings = read_settings(environ, port=83, host=None)

    assert (settings.port, settings.host, settings.worker_threads) == (83, "::1", 4)
    assert read_settings(environ).port == 82


def test_a_file_that_was_asked_for_must_be_there_and_be_toml(tmp_path: Path) -> None:
    missing = faults_of({"ASKPRO_SETTINGS": str(tmp_path / "none.toml")})
    broken = tmp_path / "askpro.toml"
    broken.write_text("port: 80")

    assert "there is no such file" in missing[0]
    assert "cannot be read as TOML" in faults_of({"ASKPRO_SETTINGS": str(broken)})[0]


@pytest.mark.parametrize("line", ["port = 80.5", "port = true", "port = [80]"])
def test_a_file_takes_only_text_and_whole_numbers(line: str, tmp_path: Path) -> None:
    (tmp_path / "askpro.toml").write_text(line)

    assert "must be a whole number" in faults_of({"ASKPRO_DATA": str(tmp_path)})[0]
