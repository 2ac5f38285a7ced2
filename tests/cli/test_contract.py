"""The promises of the command line to scripts: exit codes, streams, no Qt, a quick start."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from gtcoder import __version__
from gtcoder.cli.verbs import verbs
from tests.cli.conftest import DOCUMENT, Run, digest
from tests.studies import draft

SECRET = "the customer said towers"


def test_exit_codes_and_streams_of_a_real_process(program: Run, tmp_path: Path) -> None:
    made = program("new", "a.gtc", "--coder", "Ann", "--json").done()
    assert made.record["study"] == "a.gtc"
    assert made.record["coder"] == "Ann"
    assert made.err == ""
    program("new", "a.gtc", "--coder", "Ann").refused("is there already", "not touched")
    program("new", "a.gtc").misused("--coder")
    proof = program("verify", "a.gtc", "--json").done()
    assert proof.record["ok"] is True
    assert len(proof.record["digest"]) == 64
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gtc"]


def test_version(program: Run) -> None:
    assert program("--version").done().out == f"gtcoder {__version__}\n"


@pytest.mark.parametrize("words", [(), ("study.gtc",), ("postgresql://host/base?study=x",)])
def test_without_a_verb_and_a_screen_it_says_that_no_window_opens(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(*words).refused("no screen", "--help").err.count("\n") == 1


def test_an_unknown_verb_is_named_with_the_nearest(run: Run) -> None:
    run("aply", "study.gtc").misused("“aply”", "Nearest: apply")


def test_help_is_complete_for_every_verb(run: Run) -> None:
    top = run("--help").done().out
    for name, verb in verbs().items():
        assert any(line.split()[:1] == [name] for line in top.splitlines())
        told = run(name, "--help").done()
        assert told.out.startswith(f"usage: gtcoder {name} ")
        assert verb.about[1:20] in told.out.replace("\n", " ")
        assert told.err == ""


CRASH = f"""
import sys
from dataclasses import replace
from gtcoder.__main__ import main
from gtcoder.cli.verbs import verbs

def broken(options):
    words = {SECRET!r}
    try:
        {{}}[words]
    except KeyError as error:
        raise ValueError(words) from error

known = verbs()
known["verify"] = replace(known["verify"], run=broken)
sys.argv = ["gtcoder", "verify", "a.gtc"]
sys.exit(main())
"""


def test_a_bug_writes_a_report_without_any_text(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment["GTCODER_STATE_DIR"] = str(tmp_path / "state")
    done = subprocess.run(
        [sys.executable, "-c", CRASH], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert SECRET not in done.stderr
    assert "Traceback" not in done.stderr
    (report,) = (tmp_path / "state" / "crashes").iterdir()
    assert str(report) in done.stderr
    written = report.read_text("utf-8")
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert "gtcoder/cli/command_line.py:" in written
    assert SECRET not in written


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str], study: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gtcoder", "list", str(study), "turns"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait() == 0
    assert said == b""


def test_a_full_disk_behind_stdout_is_told(environment: dict[str, str], study: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gtcoder", "list", str(study), "turns"],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


def test_words_and_input_that_are_no_text(environment: dict[str, str], study: Path) -> None:
    me = [sys.executable, "-m", "gtcoder", "memo", str(study), "--coder", "Ann", "--text"]
    broken: list[tuple[list[str | bytes], bytes]] = [
        ([*me, b"\xff"], b""),
        ([*me, "-"], b"\xff\xfe"),
    ]
    for words, given in broken:
        done = subprocess.run(words, env=environment, input=given, capture_output=True, check=False)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"no " in done.stderr
        assert b"UTF-8" in done.stderr


def test_numbers_that_no_study_holds(run: Run, study: Path) -> None:
    run("undo", study, "--coder", "Ann", "--revision", 10**20).misused("no whole number")
    run("undo", study, "--coder", "Ann", "--revision", 2**63 - 1).misused("largest number")
    run("undo", study, "--coder", "Ann", "--revision", 2**31 - 1).refused("no entry")
    run("list", "postgresql://host:port/base?study=x", "codes").refused("no database URL")


def test_a_stop_from_the_keyboard_changes_nothing(environment: dict[str, str], study: Path) -> None:
    before = digest(study)
    words = ["memo", str(study), "--coder", "Ann", "--text", "-"]
    with subprocess.Popen(
        [sys.executable, "-m", "gtcoder", *words],
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        waits_for_input(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().count("\n") == 1
    assert "left no trace" in err.decode()
    assert digest(study) == before


def waits_for_input(process: int) -> None:
    """Wait until a process reads from its standard input."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            call = Path(f"/proc/{process}/syscall").read_text("ascii").split()
        except OSError:
            pytest.skip("this system does not tell what a process waits for")
        if call[:2] == ["0", "0x0"]:  # read(0, …) on x86-64
            return
        time.sleep(0.02)
    pytest.fail("the process did not come to read its input")


def test_the_text_comes_byte_for_byte(environment: dict[str, str], study: Path) -> None:
    words = ["text", str(study), DOCUMENT]
    done = subprocess.run(
        [sys.executable, "-m", "gtcoder", *words],
        env={**environment, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == draft().text.encode("utf-8")
    assert done.stderr == b""


def test_json_is_whole_where_the_terminal_knows_no_unicode(
    environment: dict[str, str], study: Path
) -> None:
    listed = [sys.executable, "-m", "gtcoder", "list", str(study), "documents"]
    bare = {**environment, "PYTHONIOENCODING": "ascii"}
    as_json = subprocess.run([*listed, "--json"], env=bare, capture_output=True, check=True)
    assert DOCUMENT.encode() in as_json.stdout
    refused = subprocess.run(
        [sys.executable, "-m", "gtcoder", "text", str(study), "«ñ»"],
        env=bare,
        capture_output=True,
        check=False,
    )
    assert refused.returncode == 1
    assert refused.stderr.isascii()


def test_help_starts_quickly_and_without_heavy_libraries(environment: dict[str, str]) -> None:
    code = textwrap.dedent(
        """
        import sys
        from gtcoder.cli import main
        main(["--help"])
        heavy = {"sqlalchemy", "numpy", "pandas", "matplotlib", "networkx", "PySide6", "docx"}
        assert not heavy & set(sys.modules), heavy & set(sys.modules)
        """
    )
    command = [sys.executable, "-c", code]
    subprocess.run(command, env=environment, capture_output=True, check=True)  # compiles
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 0.5


EVERY_VERB = """
import io, shutil, sys
from gtcoder.cli import main
from gtcoder.cli.verbs import verbs

def run(*words):
    assert main(words) == 0, words
    done.add(words[0])

done = set()
me = ("--coder", "Ann")
why = ("--reason", "tidying")
place = (*me, "--document", "a")
open("a.txt", "w").write("INT: And the invented towers?\\nP1: They were far away.\\n" * 3)
run("new", "s.gtc", *me)
run("import", "s.gtc", "a.txt", *me)
run("coder", "s.gtc", "Bob")
for name in ("one", "two", "three"):
    run("apply", "s.gtc", *place, "--span", "0:9", "--code", name)
run("apply", "s.gtc", "--coder", "Bob", "--document", "a", "--span", "0:5", "--code", "one")
run("create", "s.gtc", *me, "--code", "one > four")
run("define", "s.gtc", *me, *why, "--code", "one", "--definition", "d")
run("rename", "s.gtc", *me, *why, "--code", "two", "--name", "second")
run("move", "s.gtc", *me, *why, "--code", "second", "--parent", "one")
run("merge", "s.gtc", *me, *why, "--from", "three", "--into", "one")
run("unmerge", "s.gtc", *me, *why, "--code", "three")
run("split", "s.gtc", *me, *why, "--code", "three", "--name", "five", "--codings", "3")
run("reorder", "s.gtc", *me, "--code", "three", "--before", "one")
run("origin", "s.gtc", *me, "--code", "three", "--origin", "imported")
run("example", "s.gtc", *me, "--code", "one", "--coding", "1")
run("weigh", "s.gtc", *me, "--coding", "1", "--weight", "70")
run("duplicate", "s.gtc", *me, "--coding", "1", "--code", "second")
run("create", "s.gtc", *me, "--code", "six")
run("recode", "s.gtc", *me, "--coding", "1", "--code", "six")
run("resize", "s.gtc", *me, "--coding", "1", "--span", "0:12")
run("refuse-merge", "s.gtc", *me, *why, "--one", "one", "--other", "three")
run("unrefuse-merge", "s.gtc", *me, *why, "--one", "one", "--other", "three")
run("retire", "s.gtc", *me, *why, "--code", "three")
run("restore", "s.gtc", *me, *why, "--code", "three")
run("memo", "s.gtc", *me, "--text", "an invented memo", "--code", "one")
run("relate", "s.gtc", *me, "--source", "one", "--target", "three", "--type", "leads to")
run("place", "s.gtc", *me, "--category", "one", "--role", "phenomenon")
run("assign", "s.gtc", *me, "--to", "Bob", "--document", "a")
run("unassign", "s.gtc", *me, "--to", "Bob", "--document", "a")
run("finish", "s.gtc", *place)
run("finish", "s.gtc", "--coder", "Bob", "--document", "a")
run("agreement", "s.gtc", "--bootstrap", "10")
run("reopen", "s.gtc", *place)
run("label", "s.gtc", *me, "open coding")
run("round", "s.gtc", "open", "Round 2")
run("do", "s.gtc", *me, "codebook.recolour", "code=one", "colour=3")
run("remove", "s.gtc", *me, "--coding", "1")
run("undo", "s.gtc", *me)
run("redo", "s.gtc", *me)
open("r.csv", "w").write("Item,First\\nWhy?,3\\n")
run("import-ratings", "s.gtc", *me, "r.csv")
run("list", "s.gtc", "codings")
run("search", "s.gtc", "towers")
run("autocode", "s.gtc", "far", "--code", "one", "--accept", "all", *me)
run("confirm", "s.gtc", *me, "--code", "one")
run("correct", "s.gtc", *place, "--span", "20:28", "--text", "imagined")
run("export", "s.gtc", "codings.csv", "--table", "codings")
run("export", "s.gtc", "s.qdpx")
run("import", "s.gtc", "s.qdpx", *me)
shutil.copy("s.gtc", "t.gtc")
run("merge-study", "s.gtc", "t.gtc", *me)
run("pseudonyms", "s.gtc")
run("text", "s.gtc", "a")
run("erase", "s.gtc", *me, "--document", "a", "--dry-run")
run("report", "s.gtc", "frequencies")
run("check", "s.gtc")
run("verify", "s.gtc")
draws = {"model", "demo", "screens"}
assert done == set(verbs()) - draws, done ^ set(verbs())
assert "PySide6" not in sys.modules
assert "matplotlib" not in sys.modules
assert "docx" not in sys.modules
"""


def test_no_verb_imports_qt_unless_it_draws(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", EVERY_VERB],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_log_holds_verbs_and_counts_only(run: Run, study: Path) -> None:
    run("--debug", "apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "5:20",
        "--code", "a telling name").done()  # fmt: skip
    log = Path(os.environ["GTCODER_STATE_DIR"]) / "log" / "gtcoder.log"
    (line,) = log.read_text("utf-8").splitlines()
    assert " coding.apply_new 3 rows " in line
    assert "telling" not in line
