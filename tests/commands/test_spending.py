"""`doorstep spending`: the last line of stdout is the summary."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import ROOT, Run

FILE = str(ROOT / "tests" / "samples" / "payments" / "eastside_made_up.csv")
COUNCIL = "Birmingham City Council"


def test_the_summary_is_the_only_line_of_stdout_and_refusals_go_to_stderr(doorstep: Run) -> None:
    ran = doorstep("spending", FILE, "--buyer", "bcc")
    assert ran.exit_code == 0
    (told,) = ran.lines
    assert (told["buyer"], told["first"], told["last"]) == (COUNCIL, "2024-04", "2025-03")
    counts = ("read", "payments", "refunds", "redacted", "repeated", "rejected")
    assert [told[name] for name in counts] == [20, 16, 1, 2, 1, 2]
    assert "refused: eastside_made_up.csv: row 14, Payment Date: " in ran.stderr
    assert ran.stderr.count("refused: ") == 2


def test_no_payee_is_told(doorstep: Run) -> None:
    ran = doorstep("spending", FILE, "--buyer", COUNCIL)
    assert "Bright Windows" not in ran.stdout + ran.stderr
    assert "Signs of Sparkhill" not in ran.stdout + ran.stderr


def test_a_second_run_changes_nothing(doorstep: Run) -> None:
    first = doorstep("spending", FILE, "--buyer", COUNCIL).lines[-1]
    second = doorstep("spending", FILE, "--buyer", COUNCIL).lines[-1]
    assert second == first | {"unchanged": True}


def test_a_preview_stores_nothing(doorstep: Run) -> None:
    looked = doorstep("spending", FILE, "--buyer", COUNCIL, "--preview").lines[-1]
    stored = doorstep("spending", FILE, "--buyer", COUNCIL).lines[-1]
    assert looked == stored | {"preview": True}
    assert not stored["unchanged"]


def test_the_summary_carries_the_attribution(doorstep: Run) -> None:
    told = doorstep("spending", FILE, "--buyer", COUNCIL).lines[-1]["attribution"]
    assert "Open Government Licence" in told
    assert COUNCIL in told


def test_a_buyer_that_is_not_registered_is_refused_in_a_sentence(doorstep: Run) -> None:
    ran = doorstep("spending", FILE, "--buyer", "Westside Council")
    assert ran.exit_code == 2
    assert "register of buyers" in ran.stderr
    assert not ran.has_stack_trace


def test_a_file_that_is_none_is_refused_in_a_sentence(doorstep: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    for content in (b"", b"PK\x03\x04", b"a,b\n1,2\n"):
        file.write_bytes(content)
        ran = doorstep("spending", str(file), "--buyer", COUNCIL)
        assert ran.exit_code == 2
        assert (ran.lines[-1]["files"], ran.lines[-1]["read"]) == (1, 0)
        assert ran.stderr.count("doorstep: ") == 1
        assert not ran.has_stack_trace


def test_a_file_without_a_readable_row_ends_with_2_and_still_a_summary(
    doorstep: Run, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Date,Amount,Supplier\nsome day,600,Bright\n")
    ran = doorstep("spending", str(file), "--buyer", COUNCIL)
    assert ran.exit_code == 2
    assert (ran.lines[-1]["rejected"], ran.lines[-1]["payments"]) == (1, 0)


def test_another_bodys_file_is_refused_with_both_names(doorstep: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Body,Date,Amount,Supplier\nWestside Council,01/02/2024,600,Bright\n")
    ran = doorstep("spending", str(file), "--buyer", "bcc")
    assert (ran.exit_code, ran.lines[-1]["payments"]) == (2, 0)
    assert "“Westside Council”, not of Birmingham City Council" in ran.stderr


def test_only_an_address_of_the_web_is_taken(doorstep: Run) -> None:
    ran = doorstep("spending", FILE, "--buyer", "bcc", "--source-url", "javascript:alert(1)")
    assert ran.exit_code == 2
    assert "must begin with https://" in ran.stderr
    assert not doorstep("spending", FILE, "--buyer", "bcc").lines[-1]["unchanged"]


def test_another_address_for_the_same_file_is_told(doorstep: Run) -> None:
    run = ("spending", FILE, "--buyer", "bcc", "--source-url")
    assert not doorstep(*run, "https://example.org/a").lines[-1]["moved"]
    assert doorstep(*run, "https://example.org/b").lines[-1]["moved"]
    assert doorstep(*run, "https://example.org/b").lines[-1]["unchanged"]
