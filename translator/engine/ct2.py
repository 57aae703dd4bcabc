"""The real engine: CTranslate2 with SentencePiece. Nothing else imports either of them to translate."""

from __future__ import annotations

import hashlib
import math
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import ctranslate2
from sentencepiece import SentencePieceProcessor

from translator.engine.attempts import ATTEMPTS, POSITIONS, Attempt, Raw
from translator.engine.base import Alignment, Capabilities, Hypothesis, Request, in_order
from translator.engine.batching import Batch, Key, batches, filled, width
from translator.engine.pieces import SPACE, Pieces, Text, alignment, spelled, text_of, with_first_row
from translator.errors import ModelError
from translator.models import manifest as manifests
from translator.models import store
from translator.models.manifest import Manifest

_END = "</s>"
_AHEAD = 2
"""Batches for each thread, at work or waiting: enough that none has to wait, few enough to stop soon."""

_SHORTER = "split the text into shorter sentences"
_AGAIN = "`translator model verify` says what is wrong with the folder; installing the model again mends it"
_COMPUTE = {"cpu": "int8", "cuda": "int8_float16"}


@dataclass(frozen=True, slots=True)
class _Model:
    translator: ctranslate2.Translator
    source: SentencePieceProcessor
    target: SentencePieceProcessor


class CT2Engine:
    """A model folder behind the `Engine` protocol.

    The weights are loaded at the first use, once, so that a process may fork before; forking after it hangs.
    `device` is `cpu`, `cuda` or `auto`; `threads` is how many batches run at a time, 0 for one a core. Any number
    of threads may share one engine. Weights are computed in int8 (CPU) or int8 with float16 (CUDA).

    An answer does not depend on the other requests of the call, bit for bit with int8 on a CPU (see `batching`).

    Pieces that the target vocabulary lacks are never generated. Those of a prefix stay in the text, which begins
    with the prefix as given, while the model reads them as unknown.

    Raises ModelError when the folder, its manifest, a tokenizer or the weights are missing or damaged.
    """

    def __init__(self, folder: Path, device: str = "cpu", threads: int = 0) -> None:
        self._folder = folder
        self._device = device
        self._threads = threads
        self._manifest = manifests.read(folder)
        self._lock = threading.Lock()
        self._loaded: _Model | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What the manifest promises; `fingerprint` is a hash of its digests."""
        digests = repr(sorted(self._manifest.sha256.items()))
        return Capabilities(
            name=self._manifest.name,
            version=self._manifest.version,
            fingerprint=hashlib.sha256(digests.encode()).hexdigest()[:16],
            tags=self._manifest.terminology,
            slots=self._manifest.slots,
        )

    def fits(self, source: str) -> bool:
        """True when `source` takes at most three quarters of the model's positions: tags come on top of it."""
        return len(self._source(source).pieces) <= self._manifest.max_input_tokens * 3 // 4

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate` and `stream`."""
        return in_order(self.stream(requests, beam))

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """See `Engine.stream`. The score is that of the pieces after the prefix.

        Nothing is cut silently: a source that is too long is an error; a translation that fills its room is made
        again with three times as much, then without repetitions, and is longer than any honest one if it is cut.
        """
        asked: dict[Request, list[int]] = {}
        for index, request in enumerate(requests):
            asked.setdefault(request, []).append(index)
        pending = list(asked)
        for attempt in ATTEMPTS:
            cut: list[Request] = []
            for request, found in self._decode(pending, beam, attempt):
                if not found[0].finished and attempt is not ATTEMPTS[-1]:
                    cut.append(request)
                    continue
                whole = [raw for raw in found if raw.finished] or found[:1]
                answer = tuple(self._hypothesis(request, raw) for raw in whole)
                yield from ((index, answer) for index in asked[request])
            pending = cut

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Engine.score`; the end mark counts as a token. What does not fit the model is worth minus infinity."""
        texts = [self._pair(source, target) for source, target in pairs]
        forced = list(filter(self._holds, texts))
        pieces = [(source.pieces, target.pieces) for source, target in forced]

        def submit(batch: Batch) -> list[Any]:
            futures: list[Any] = self._model.translator.score_batch(
                *filled([pieces[index] for index in batch.members], batch.key, _END),
                max_input_length=0,
                offset=len(self._manifest.target_prefix),
                asynchronous=True,
            )
            return futures

        results = self._run([self._widths(pair) for pair in forced], pieces, submit)
        found = {forced[index]: sum(one.log_probs) / len(one.log_probs) for index, one in results}
        return [found.get(pair, -math.inf) for pair in texts]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See `Engine.align`. A span covers its piece without the space before it and may be empty.

        Where one of the texts is empty or does not fit the model, all weights are 0.
        """
        texts = [self._pair(source, target) for source, target in pairs]
        forced = [pair for pair in texts if self._holds(pair) and pair[0].offsets and pair[1].offsets]
        pieces = [(source.pieces, target.pieces) for source, target in forced]

        def submit(batch: Batch) -> list[Any]:
            # Forced step by step, a target sees its own pieces only: it needs no width.
            sources, targets = filled([pieces[index] for index in batch.members], batch.key, _END)
            futures: list[Any] = self._model.translator.translate_batch(
                sources,
                target_prefix=targets,
                beam_size=1,
                max_input_length=0,
                max_decoding_length=max(map(len, targets)),
                return_attention=True,
                asynchronous=True,
            )
            return futures

        results = self._run([(self._width(source), 0) for source, _ in pieces], pieces, submit)
        found = {forced[index]: result.attention[0] for index, result in results}
        return [alignment(*pair, found.get(pair, ())) for pair in texts]

    def _decode(self, requests: Sequence[Request], beam: int, attempt: Attempt) -> Iterator[tuple[Request, list[Raw]]]:
        """The hypotheses of each request, in pieces, as they get ready."""
        texts = [(self._checked(self._source(one.source)), self._target(one.prefix.rstrip())) for one in requests]
        pieces = [(source.pieces, prefix.pieces) for source, prefix in texts]

        def submit(batch: Batch) -> list[Any]:
            wide, size = batch.key
            asked = [requests[index] for index in batch.members]
            sources, prefixes = filled([pieces[index] for index in batch.members], (wide, 0), _END)
            futures: list[Any] = self._model.translator.translate_batch(
                sources,
                target_prefix=prefixes,
                beam_size=size,
                num_hypotheses=max(one.nbest for one in asked),
                max_input_length=0,
                max_decoding_length=attempt.room(wide),
                no_repeat_ngram_size=attempt.no_repeat,
                disable_unk=True,
                return_scores=True,
                return_attention=any(one.align for one in asked),
                asynchronous=True,
            )
            return futures

        sizes = [max(beam, one.nbest) for one in requests]
        keys = [(self._width(source), size) for (source, _), size in zip(pieces, sizes, strict=True)]
        for index, result in self._run(keys, pieces, submit):
            yield requests[index], _raws(result, attempt.room(keys[index][0]), requests[index])

    def _run(
        self, keys: Sequence[Key], pieces: Sequence[tuple[Pieces, Pieces]], submit: Callable[[Batch], list[Any]]
    ) -> Iterator[tuple[int, Any]]:
        """What the library answers for each pair of `pieces`, by index, while it works on those that follow.

        A filler comes last in its batch and is left out.
        """
        with _model_errors(self._folder):
            waiting = iter(batches(keys, [len(source) for source, _ in pieces]))
            ahead = _AHEAD * self._model.translator.num_translators
            calls = deque((batch.members, submit(batch)) for batch in islice(waiting, ahead))
            while calls:
                members, futures = calls.popleft()
                answers = [(index, future.result()) for index, future in zip(members, futures, strict=False)]
                calls.extend((batch.members, submit(batch)) for batch in islice(waiting, 1))
                yield from answers

    def _hypothesis(self, request: Request, raw: Raw) -> Hypothesis:
        forced = len(self._target(request.prefix.rstrip()).pieces)
        tail = raw.pieces[forced:]
        text = self._model.target.decode(list(tail))
        if request.prefix and not request.prefix[-1].isspace() and tail and tail[0].startswith(SPACE):
            text = f" {text}"
        # The library's mean counts forced pieces as certain; the end mark is one more piece.
        score = raw.score * (len(raw.pieces) + 1) / (len(tail) + 1)
        return Hypothesis(request.prefix + text, score, self._aligned(request, raw, request.prefix + text))

    def _aligned(self, request: Request, raw: Raw, text: str) -> Alignment | None:
        """The alignment that the search left behind, where its pieces are those of the text."""
        if not request.align or not raw.attention:
            return None
        target = spelled(text, raw.pieces, len(self._manifest.target_prefix)) or self._target(text)
        if target.pieces != raw.pieces:
            return None
        return alignment(self._source(request.source), target, with_first_row(raw.attention))

    def _pair(self, source: str, target: str) -> tuple[Text, Text]:
        return self._source(source), self._target(target)

    def _holds(self, pair: tuple[Text, Text]) -> bool:
        return len(pair[0].pieces) <= self._manifest.max_input_tokens and len(pair[1].pieces) <= POSITIONS

    def _source(self, text: str) -> Text:
        return _text(self._model.source, self._manifest.prefix, text)

    def _target(self, text: str) -> Text:
        return _text(self._model.target, self._manifest.target_prefix, text)

    def _checked(self, source: Text) -> Text:
        if (size := len(source.pieces)) > (most := self._manifest.max_input_tokens):
            raise ModelError(f"a sentence of {size} tokens does not fit the model's {most}", _SHORTER)
        return source

    def _width(self, pieces: Pieces) -> int:
        return width(len(pieces), self._manifest.max_input_tokens)

    def _widths(self, pair: tuple[Text, Text]) -> Key:
        source, target = pair
        return self._width(source.pieces), width(len(target.pieces), POSITIONS)

    @property
    def _model(self) -> _Model:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._folder, self._manifest, self._device, self._threads)
            return self._loaded


def _load(folder: Path, manifest: Manifest, device: str, threads: int) -> _Model:
    for side, promised in (("source", manifest.prefix), ("target", manifest.target_prefix)):
        if promised and not store.vocabulary(folder, side).issuperset(promised):
            raise ModelError(f"{folder}: the {side} vocabulary lacks {' '.join(promised)}", _AGAIN)
    with _model_errors(folder):
        gpu = device != "cpu" and ctranslate2.get_cuda_device_count() > 0
        if device == "cuda" and not gpu:
            raise ModelError("no CUDA device can be used here", "use --device cpu, or auto")
        translator = ctranslate2.Translator(
            str(folder),
            device="cuda" if gpu else "cpu",
            compute_type=_COMPUTE["cuda" if gpu else "cpu"],
            inter_threads=1 if gpu else threads or _cores(),
            intra_threads=1,
        )
        files = (manifest.source_tokenizer, manifest.target_tokenizer)
        return _Model(translator, *(SentencePieceProcessor(model_file=str(folder / file)) for file in files))


def _cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _model_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(f"{folder}: {' '.join(str(error).split())}", _AGAIN) from error


def _text(tokenizer: SentencePieceProcessor, prefix: Pieces, text: str) -> Text:
    found = tokenizer.encode(text.encode(errors="replace").decode(), return_type="offset_mapping")  # no lone surrogates
    return text_of(prefix, found["pieces"], found["offsets"], text)


def _raws(result: ctranslate2.TranslationResult, room: int, request: Request) -> list[Raw]:
    """As many hypotheses as were asked for: the search of a batch gives as many as any of its requests wants."""
    attention = (request.align and result.attention) or [()] * len(result.hypotheses)
    found = zip(result.hypotheses, result.scores, attention, strict=True)
    return [Raw(tuple(pieces), score, len(pieces) < room, rows) for pieces, score, rows in islice(found, request.nbest)]
