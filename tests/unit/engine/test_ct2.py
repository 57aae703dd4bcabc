"""The real engine on a tiny model with random weights, which says nonsense and never stops: good for the guards."""

import math
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import ctranslate2
import pytest

from translator.engine.base import Engine, Request
from translator.engine.ct2 import CT2Engine
from translator.errors import ModelError
from translator.models import manifest

SOURCE = "وصل الوزير إلى بيروت"


@pytest.fixture(scope="module")
def engine(tiny_ct2: Path) -> CT2Engine:
    return CT2Engine(tiny_ct2)


def changed(model: Path, folder: Path, **changes: object) -> CT2Engine:
    """An engine on a copy of the model with another manifest."""
    copy = Path(shutil.copytree(model, folder / "copy"))
    manifest.write(copy, replace(manifest.read(copy), **changes))  # type: ignore[arg-type]
    return CT2Engine(copy)


def test_capabilities_are_the_manifests(tiny_ct2: Path, tmp_path: Path) -> None:
    one: Engine = CT2Engine(tiny_ct2)
    assert (one.capabilities.name, one.capabilities.version, one.capabilities.slots) == ("tiny", "1", ())
    same = changed(tiny_ct2, tmp_path, limits="described better", slots=("⟨1⟩", "⟨2⟩"))
    assert same.capabilities.fingerprint == one.capabilities.fingerprint
    assert same.capabilities.slots == ("⟨1⟩", "⟨2⟩")
    (tmp_path / "other").mkdir()
    other = changed(tiny_ct2, tmp_path / "other", sha256={"model.bin": "0" * 64})
    assert other.capabilities.fingerprint != one.capabilities.fingerprint


def test_a_long_source_is_an_error_never_cut(tiny_ct2: Path, tmp_path: Path) -> None:
    one = changed(tiny_ct2, tmp_path, max_input_tokens=40)
    lengths = [n for n in range(1, 60) if one.fits("مرحبا " * n)]
    assert lengths == list(range(1, len(lengths) + 1))
    longest = "مرحبا " * len(lengths)
    one.translate([Request(longest)], 1)
    with pytest.raises(ModelError, match=r"\d+ tokens does not fit the model's 40") as caught:
        one.translate([Request(SOURCE), Request("مرحبا " * 60)], 1)
    assert "shorter" in caught.value.hint
    assert one.score([("مرحبا " * 60, "The"), (SOURCE, "The " * 600)]) == [-math.inf, -math.inf]
    (lost,) = one.align([("مرحبا " * 60, "The")])
    assert lost.source
    assert not any(any(row) for row in lost.weights)


def test_a_lone_surrogate_is_no_harm(engine: CT2Engine) -> None:
    assert engine.fits("مر\ud800حبا")
    assert engine.translate([Request("مر\ud800حبا", "The\udfff")], 1)[0][0].text
    assert engine.align([("مر\ud800حبا", "The")])[0].source[-1].end == 6


def test_a_translation_that_fills_its_room_is_made_again_with_more(
    engine: CT2Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: list[tuple[int, int]] = []
    real = ctranslate2.Translator.translate_batch

    def spy(self, *args, **options):
        rooms.append((options["max_decoding_length"], options["no_repeat_ngram_size"]))
        return real(self, *args, **options)

    monkeypatch.setattr(ctranslate2.Translator, "translate_batch", spy)
    ((best,),) = engine.translate([Request(SOURCE)], 1)
    assert rooms == [(48, 0), (160, 0), (160, 4)][: len(rooms)]
    assert len(rooms) >= 2
    assert len(best.text) > 48


def test_a_prefix_is_kept_as_given(engine: CT2Engine) -> None:
    prefixes = ["The", "The minister", "The minister ", "The ǥ𒀀 (x)", "⟨1⟩ arrived", "Beirut,", "two  spaces"]
    for answer, prefix in zip(
        engine.translate([Request(SOURCE, one, 2) for one in prefixes], 2), prefixes, strict=True
    ):
        assert 1 <= len(answer) <= 2
        assert all(one.text.startswith(prefix) for one in answer)


def test_unknown_pieces_are_never_said(engine: CT2Engine) -> None:
    answers = engine.translate([Request("ǥ𒀀", nbest=8), Request(SOURCE, "𒀀", nbest=8)], 8)
    assert not any("⁇" in one.text or "<unk>" in one.text for answer in answers for one in answer)


def test_hypotheses_are_best_first_and_as_many_as_asked_for(engine: CT2Engine) -> None:
    one, five = engine.translate([Request(SOURCE), Request(SOURCE, nbest=5)], 2)
    assert len(one) == 1
    assert 1 <= len(five) <= 5
    scores = [hypothesis.score for hypothesis in five]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 0 for score in scores)


def test_identical_requests_are_decoded_once(engine: CT2Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = ctranslate2.Translator.translate_batch

    def spy(self, sources, **options):
        sizes.append(len(sources))
        return real(self, sources, **options)

    monkeypatch.setattr(ctranslate2.Translator, "translate_batch", spy)
    answers = engine.translate([Request(SOURCE)] * 5 + [Request("مرحبا")], 1)
    assert sizes[0] == 3
    assert len(answers) == 6
    assert len(set(answers[:5])) == 1


def test_nothing_asked_nothing_said(engine: CT2Engine) -> None:
    assert (engine.translate([], 2), engine.score([]), engine.align([])) == ([], [], [])


def test_empty_texts(engine: CT2Engine) -> None:
    assert len(engine.translate([Request("")], 1)) == 1
    one, two, three = engine.align([("", "The"), (SOURCE, ""), ("", "")])
    assert (one.source, two.target, three.weights) == ((), (), ())
    assert one.weights == ((),) * len(one.target)
    assert all(math.isfinite(score) for score in engine.score([("", "The"), (SOURCE, "")]))


def test_alignment_covers_both_texts(engine: CT2Engine) -> None:
    source, target = "وصلَ  الوزير ⟨1⟩ 𒀀.", "The “minister” ⟨1⟩ ǥ."
    (one,) = engine.align([(source, target)])
    for text, spans in ((source, one.source), (target, one.target)):
        assert "".join(span.of(text) for span in spans) == "".join(text.split())
        assert list(spans) == sorted(spans)
        assert "⟨1⟩" in [span.of(text) for span in spans]
    assert len(one.weights) == len(one.target)
    assert all(len(row) == len(one.source) and 0 <= sum(row) <= 1.001 for row in one.weights)


def test_prefixes_of_the_model_are_outside_texts_scores_and_alignments(tiny_ct2: Path, tmp_path: Path) -> None:
    one = changed(tiny_ct2, tmp_path, prefix=("⟦",), target_prefix=("⟧",))
    ((best,),) = one.translate([Request(SOURCE, "The")], 1)
    assert best.text.startswith("The")
    (aligned,) = one.align([(SOURCE, "The minister")])
    assert "".join(span.of(SOURCE) for span in aligned.source) == "".join(SOURCE.split())
    assert len(aligned.weights) == len(aligned.target)
    assert len(aligned.weights[0]) == len(aligned.source)
    assert one.score([(SOURCE, "The")]) != CT2Engine(tiny_ct2).score([(SOURCE, "The")])


def test_a_prefix_that_the_model_does_not_know_is_an_error(tiny_ct2: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="source vocabulary lacks >>eng<<"):
        changed(tiny_ct2, tmp_path, prefix=(">>eng<<",)).translate([Request(SOURCE)], 1)


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "config.json"])
def test_damaged_files_are_model_errors(name: str, tiny_ct2: Path, tmp_path: Path) -> None:
    one = changed(tiny_ct2, tmp_path)
    (tmp_path / "copy" / name).write_bytes(b"broken")
    with pytest.raises(ModelError) as caught:
        one.translate([Request(SOURCE)], 1)
    assert "verify" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_manifest_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a model folder"):
        CT2Engine(tmp_path)


def test_threads_may_share_an_engine(tiny_ct2: Path) -> None:
    one = CT2Engine(tiny_ct2, threads=2)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: tuple(one.translate([Request(SOURCE)], 2)), range(8)))
    assert len(set(answers)) == 1


FORK = """
import os, sys
from pathlib import Path
from translator.engine.base import Request
from translator.engine.ct2 import CT2Engine
engine = CT2Engine(Path(sys.argv[1]))
child = os.fork()
answer = engine.translate([Request("مرحبا")], 1)
if child:
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_may_fork_before_the_first_use(tiny_ct2: Path) -> None:
    subprocess.run([sys.executable, "-c", FORK, str(tiny_ct2)], check=True, timeout=60)


def test_a_device_that_is_not_there(tiny_ct2: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    with pytest.raises(ModelError, match="no CUDA device") as caught:
        CT2Engine(tiny_ct2, device="cuda").translate([Request("نعم")], beam=1)
    assert caught.value.hint == "use --device cpu, or auto"
    assert CT2Engine(tiny_ct2, device="auto").translate([Request("نعم")], beam=1)
