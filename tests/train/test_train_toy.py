"""The training pipeline, end to end, on a toy corpus and a toy encoder: seconds, and only where torch is installed."""

import random
import struct
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SUBJECTS = {"الرئيس": "president", "الوزير": "minister", "المدير": "director", "السفير": "ambassador"}
VERBS = {"زار": "visited", "غادر": "left", "شاهد": "saw"}
PLACES = {"القاهرة": "Cairo", "دمشق": "Damascus", "بغداد": "Baghdad", "تونس": "Tunis", "عمان": "Amman"}
WIDTH, LAYERS, HEADS, INNER, POSITIONS = 32, 3, 2, 64, 256

torch = pytest.importorskip("torch", reason="torch is not installed: the training pipeline is not tested")
pytest.importorskip("sacrebleu", reason="sacrebleu is not installed: the training pipeline is not tested")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@pytest.fixture(autouse=True, scope="module")
def _importable():
    sys.path.insert(0, str(ROOT))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # a toy this small only waits for the other threads
    yield
    torch.set_num_threads(threads)
    sys.path.remove(str(ROOT))


def sentences():
    """Every subject-verb-place sentence, in a shuffled but fixed order."""
    rows = [
        (
            f"{verb} {subject} {place} أمس مع وفد.",
            f"The {SUBJECTS[subject]} {VERBS[verb]} {PLACES[place]} yesterday with a team.",
        )
        for subject in SUBJECTS
        for verb in VERBS
        for place in PLACES
    ]
    random.Random(3).shuffle(rows)
    return rows


def write_bitext(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{a}\t{e}\n" for a, e in rows), encoding="utf-8")


def write_encoder(path):
    """A tiny random encoder in the pretrained file's own format."""
    texts = [side for row in sentences() for side in row]
    words = sorted({f"▁{word.strip('.')}" for text in texts for word in text.split()})
    letters = sorted({letter for text in texts for letter in text if letter != " "})
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *words, *letters]
    rng = random.Random(1)
    tensors = {"emb.word": matrix(len(pieces), WIDTH, rng), "emb.pos": floats(POSITIONS * WIDTH, rng)}
    tensors |= {"emb.type": floats(WIDTH, rng), "emb.ln.w": floats(WIDTH, rng, 1.0), "emb.ln.b": floats(WIDTH, rng)}
    for layer in range(LAYERS):
        for name, rows, columns in (
            *((name, WIDTH, WIDTH) for name in ("q", "k", "v", "ao")),
            ("fi", INNER, WIDTH),
            ("fo", WIDTH, INNER),
        ):
            tensors[f"l{layer}.{name}.w"] = matrix(rows, columns, rng)
            tensors[f"l{layer}.{name}.b"] = floats(rows, rng)
        for norm in ("aln", "oln"):
            tensors[f"l{layer}.{norm}.w"] = floats(WIDTH, rng, 1.0)
            tensors[f"l{layer}.{norm}.b"] = floats(WIDTH, rng)
    path.write_bytes(encoder_bytes(pieces, tensors))


def matrix(rows, columns, rng):
    """4-bit blocks: a float16 scale and 16 bytes each."""
    block = lambda: struct.pack("<e", 0.03) + rng.randbytes(16)  # noqa: E731
    return b"".join(block() for _ in range(rows * columns // 32))


def floats(count, rng, middle=0.0):
    return struct.pack(f"<{count}f", *(rng.gauss(middle, 0.02) for _ in range(count)))


def encoder_bytes(pieces, tensors):
    texts = [piece.encode() for piece in pieces]
    ends = [0]
    for text in texts:
        ends.append(ends[-1] + len(text))
    sizes = (WIDTH, LAYERS, HEADS, INNER, len(pieces), POSITIONS, 1)
    head = b"E5S1" + struct.pack("<i7ifi5iQ", 1, *sizes, 1e-12, 0, len(pieces), 0, 2, 1, 3, ends[-1])
    head += struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(pieces)}f", *(-1.0 - len(p) for p in pieces))
    head += b"".join(texts) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    directory = sum(2 + len(name) + 1 + 4 + 16 for name in tensors)
    at, entries = len(head) + directory, b""
    for name, data in tensors.items():
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, len(data), at, len(data))
        at += len(data)
    return head + entries + b"".join(tensors.values())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, _importable):
    """Collected, cleaned and aligned toy text, and a toy encoder."""
    from scripts.train import align, clean, collect
    from scripts.train.records import read_pairs, write_aligned

    folder = tmp_path_factory.mktemp("toy")
    rows = sentences()
    write_bitext(folder / "texts/sentences-toy.tsv", rows[6:])
    write_bitext(folder / "texts/names_geonames_cities.tsv", PLACES.items())
    write_bitext(folder / "dev/toy.tsv", rows[:6])
    write_encoder(folder / "encoder.bin")
    only = ["--only", "sentences", "names_geonames_cities", "glossary"]
    assert collect.main([str(folder / "corpus"), "--from", str(folder / "texts"), *only]) == 0
    terms = (folder / "corpus/glossary.tsv").read_text(encoding="utf-8")
    assert "رئيس هيئة الأركان المشتركة\tChairman of the Joint Chiefs\n" in terms
    (folder / "corpus/glossary.tsv").unlink()  # thousands of terms would drown a toy
    assert (
        clean.main([str(folder / "corpus"), str(folder / "clean.tsv"), "--heldout", str(folder / "dev/toy.tsv")]) == 0
    )
    pairs = list(read_pairs(folder / "clean.tsv"))
    write_aligned(folder / "aligned.tsv", align.align(pairs, align.align_both_ways))
    return folder


def stage_file(folder, name, steps, **training):
    path = folder / f"{name}.yaml"
    data = {"tags": 0.5, "slots": 0.2, "weights": {"sentences": 8}, "name_sources": ["names_geonames_cities"]}
    data |= {"noise": True, "concatenate": 10, "bare_tags": 10}
    settings = {"steps": steps, "tokens": 400, "rate": 3e-3, "encoder_rate": 1e-3, "warmup": 5} | training
    path.write_text(yaml.safe_dump({"data": data, "network": {"decoder_layers": 2}, "training": settings}))
    return path


def test_clean_keeps_the_test_set_out(prepared):
    from scripts.train.records import read_bitext, read_pairs

    kept = {pair.arabic for pair in read_pairs(prepared / "clean.tsv")}
    assert len(kept) == len(sentences()) - 6 + len(PLACES)
    assert kept.isdisjoint(arabic for arabic, _ in read_bitext(prepared / "dev/toy.tsv"))


@pytest.mark.parametrize(
    ("arabic", "english", "reason"),
    [
        ("كلمة واحدة هنا فقط", "word " * 40, "length"),
        ("no Arabic at all", "no Arabic at all", "script"),
        ("جملة عربية", "جملة عربية", "script"),
        ("زار الرئيس القاهرة", "The president visited كايرو", "script"),
        ("زار السفير بغداد أمس", "The ambassador visited Baghdad yesterday", "held out"),
        ("وصل 3 وزراء", "Three ministers came", None),
        ("وصل 5 وزراء.", "Three ministers came!", "duplicate"),
    ],
)
def test_clean_reasons(arabic, english, reason):
    from scripts.train.clean import Cleaner, HeldOut, squash
    from scripts.train.records import Pair

    cleaner = Cleaner(HeldOut(frozenset({squash("زار السفير بغداد أمس")}), frozenset()))
    list(cleaner.clean([Pair("t", "وصل 3 وزراء", "Three ministers came")] if reason == "duplicate" else []))
    kept = list(cleaner.clean([Pair("t", arabic, english)]))
    assert (len(kept), dict(cleaner.dropped)) == ((1, {}) if reason is None else (0, {reason: 1}))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("والمجلس", ["و+", "المجلس"]),
        ("للمجلس", ["ل+", "المجلس"]),
        ("وبالمجلس", ["و+", "ب+", "المجلس"]),
        ("وزير", ["وزير"]),
        ("بلد", ["بلد"]),
        ("والِد", ["والد"]),
    ],
)
def test_proclitics_are_split_only_off_known_words(text, forms):
    from scripts.train.tokens import arabic_tokens

    counts = {"المجلس": 30, "مجلس": 30, "وزير": 40, "زير": 1, "بلد": 50, "لد": 1, "والمجلس": 2}
    tokens = arabic_tokens(text, counts)
    assert [token.form for token in tokens] == forms
    assert [(token.start, token.end) for token in tokens][-1][1] == len(text)


def test_tags_keep_their_word(prepared):
    """What a tag says stands in the English, the clitic stays outside, and marks never reach the English."""
    from scripts.train.augment import build
    from scripts.train.config import load_stage
    from scripts.train.probes import demands
    from scripts.train.records import read_aligned

    pairs = build(list(read_aligned(prepared / "aligned.tsv")), load_stage(stage_file(prepared, "s", 1)).data)
    tagged = [pair for pair in pairs if "⟦" in pair.arabic]
    slotted = [pair for pair in pairs if "⟨" in pair.arabic]
    assert len(tagged) > len(pairs) * 0.3
    assert slotted
    assert sum(pair.source == "bare" for pair in pairs) == 10
    assert sum(pair.source == "concatenated" for pair in pairs) == 10
    for pair in tagged:
        assert all(demand in pair.english for demand in demands(pair.arabic)), pair
        assert not set("⟦⟶⟧") & set(pair.english)
    for pair in slotted:
        assert pair.arabic.count("⟨") == pair.english.count("⟨")
    assert pairs == build(list(read_aligned(prepared / "aligned.tsv")), load_stage(stage_file(prepared, "s", 1)).data)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("a council met", [(2, 9, "army")], "an army met"),
        ("an army met", [(3, 7, "council")], "a council met"),
        ("An army and a council", [(3, 7, "board"), (14, 21, "elite")], "A board and an elite"),
        ("للمجلس", [(1, 6, " ⟦ المجلس ⟶ council ⟧ ")], "ل ⟦ المجلس ⟶ council ⟧"),
    ],
)
def test_rebuild(text, edits, expected):
    from scripts.train.tags import rebuild

    assert rebuild(text, edits) == expected


def test_digits_change_outside_of_tags_and_slots_only():
    from scripts.train.noise import misspell

    text = "في 12 ⟦ مجموعة ⟶ Group of 7 ⟧ و ⟨3⟩"
    seen = {misspell(text, random.Random(seed)) for seed in range(200)}
    assert any("١٢" in line for line in seen)
    assert all("Group of 7" in line and "⟨3⟩" in line for line in seen)


@pytest.mark.parametrize("content", ["training: {stepz: 3}", "models: {}", "training: {steps: many}"])
def test_stage_files_are_checked(tmp_path, content):
    from scripts.train.config import ConfigError, load_stage

    (tmp_path / "s.yaml").write_text(content)
    with pytest.raises(ConfigError):
        load_stage(tmp_path / "s.yaml")


def test_the_shipped_stages_load():
    from scripts.train.config import load_stage

    stages = [load_stage(path) for path in sorted((ROOT / "scripts/train/stages").glob("*.yaml"))]
    assert len(stages) == 11
    own = ("sentences-world", "prose-news")
    assert all(max(map(stage.data.weight, own)) >= 3 for stage in stages)
    assert all(stage.data.weight("hadith_json") == 0 for stage in stages)


def test_from_text_to_model_folder(prepared):
    """Both stages, resumed once; the folder says what the checkpoint says, and its manifest its sum."""
    from scripts.train import augment, average, card, checkpoint, convert, evaluate, probes, restore, train, vocabulary
    from translator.models.manifest import read

    at = lambda name: str(prepared / name)  # noqa: E731
    one = stage_file(prepared, "one", 30, freeze=LAYERS)
    two = stage_file(prepared, "two", 40, freeze=1, shortlist=20)
    dev = at("dev/toy.tsv")
    for stage, text in ((one, "one.tsv"), (two, "two.tsv")):
        assert augment.main([at("aligned.tsv"), str(stage), at(text)]) == 0
    vocabulary.main(["build", at("encoder.bin"), at("vocab"), "--english", at("one.tsv"), "--size", "120"])
    begin = [str(one), at("one.tsv"), at("vocab"), at("out1"), "--pretrained", at("encoder.bin"), "--valid", dev]
    train.main([*begin, "--minutes", "0"])
    assert checkpoint.load(prepared / "out1/checkpoint.pt").step == 1
    train.main(begin)
    assert checkpoint.load(prepared / "out1/checkpoint.pt").step == 30
    pruned = ["prune", at("vocab"), at("vocab2"), "--text", at("two.tsv"), "--checkpoint", at("out1/checkpoint.pt")]
    vocabulary.main(pruned)
    train.main(
        [str(two), at("two.tsv"), at("vocab2"), at("out2"), "--begin", at("vocab2/checkpoint.pt"), "--valid", dev]
    )
    average.main([at("mean.pt"), at("out2/checkpoint.pt"), at("vocab2/checkpoint.pt"), "--weights", "0.9", "0.1"])
    assert checkpoint.split(prepared / "mean.pt", prepared / "parts") == 1
    checkpoint.join(prepared / "parts", prepared / "joined.pt")
    for quantization, tolerance in (("float32", "1e-3"), ("int8", "0.5")):
        numbers = ["--quantization", quantization, "--tolerance", tolerance, "--check", dev]
        assert convert.main([at("joined.pt"), at("vocab2"), at("model"), *numbers]) == 0
    restore.main([at("model"), at("restored.pt"), at("vocab4")])
    assert convert.main([at("restored.pt"), at("vocab4"), at("again"), "--tolerance", "0.5", "--check", dev]) == 0
    assert (prepared / "again/model.bin").read_bytes() == (prepared / "model/model.bin").read_bytes()
    probes.main([at("aligned.tsv"), at("aligned.tsv"), at("probes"), "--tags", "9", "--slots", "5"])
    scores = evaluate.measure(prepared / "model", prepared / "dev", prepared / "probes", 4, 2)
    assert 0 <= scores["tags obeyed %"] <= 100
    assert scores["toy chrF"] > 0
    (prepared / "scores.json").write_text(str(scores).replace("'", '"'))
    card.main([at("model"), "--version", "1", "--scores", at("scores.json"), "--stage", str(two)])
    manifest = read(prepared / "model")
    assert manifest.sha256["model.bin"] == card.digest(prepared / "model/model.bin")
    assert any(line.startswith("sentences: ") for line in manifest.data)
    assert not any(line.startswith("opus_unpc: ") for line in manifest.data)


def test_pruning_leaves_the_same_english_pieces_on_both_sides(prepared):
    """A name in a tag must fall into the same pieces on both sides: it is copied piece by piece."""
    import sentencepiece

    from scripts.train import augment, vocabulary

    at = lambda name: str(prepared / name)  # noqa: E731
    augment.main([at("aligned.tsv"), str(stage_file(prepared, "prune", 1)), at("prune.tsv")])
    vocabulary.main(["build", at("encoder.bin"), at("whole"), "--english", at("prune.tsv"), "--size", "45"])
    vocabulary.main(["prune", at("whole"), at("kept"), "--text", at("prune.tsv")])
    load = lambda name: sentencepiece.SentencePieceProcessor(model_file=at(name))  # noqa: E731
    whole, source, target = load("whole/source.spm"), load("kept/source.spm"), load("kept/target.spm")
    names = [*PLACES.values(), "the president of Tunis"]
    assert any(whole.encode(name, out_type=str) != target.encode(name, out_type=str) for name in names)
    assert all(source.encode(name, out_type=str) == target.encode(name, out_type=str) for name in names)


def test_dropout_drops_its_share_and_keeps_the_mean():
    from scripts.train.model import Dropout

    torch.manual_seed(1)
    values, dropout = torch.ones(333, 301), Dropout(0.1)
    out = dropout(values)
    assert abs((out == 0).float().mean().item() - 26 / 256) < 0.01
    assert abs(out.mean().item() - 1) < 0.01
    assert torch.equal(dropout.eval()(values), values)


def test_training_learns(prepared):
    """Loss falls well below where it began."""
    from scripts.train import augment, batches, train, vocabulary
    from scripts.train.config import load_stage
    from scripts.train.records import read_pairs

    at = lambda name: str(prepared / name)  # noqa: E731
    path = stage_file(prepared, "learn", 60)
    augment.main([at("aligned.tsv"), str(path), at("learn.tsv")])
    vocabulary.main(["build", at("encoder.bin"), at("vocab3"), "--english", at("learn.tsv"), "--size", "120"])
    network, step = train.begin(
        load_stage(path), prepared / "none", prepared / "vocab3", None, prepared / "encoder.bin"
    )
    data = batches.encode(read_pairs(prepared / "learn.tsv"), prepared / "vocab3", 130)
    trainer = train.Trainer(network, load_stage(path).training, prepared, "cpu", False, step)
    order = batches.endless(data, 400, 1)
    losses = [trainer.learn(batches.make(data, next(order), "cpu")) for _ in range(60)]
    assert sum(losses[-5:]) < 0.6 * sum(losses[:5])


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("التقى ⟦ ميلي ⟶ Milley ⟧ .", "Milley met.", ["Milley"]),
        ("⟦ أ ⟶ Ali ⟧ و ⟦ ب ⟶ Ali ⟧", "Ali and Ali", ["Ali", "Ali"]),
        ("قال ⟨1⟩ إن ⟨2⟩", "⟨1⟩ said ⟨2⟩ had", ["⟨1⟩", "⟨2⟩"]),
        ("التقى ⟦ ميلي ⟶ Milley ⟧", "He met him", []),
        ("بلا علامات", "no marks", []),
    ],
)
def test_demanded_spans(arabic, english, expected):
    from scripts.train.records import Pair
    from scripts.train.tags import demanded_spans

    spans = demanded_spans(Pair("x", arabic, english))
    assert [english[start:end] for start, end in sorted(spans)] == expected
    assert len(set(spans)) == len(spans)


def test_what_a_tag_demands_weighs_more():
    """The pieces of the rendering, and no others, carry the weight; the loss is a weighted mean."""
    from scripts.train import batches
    from scripts.train.batches import Encoded

    data = Encoded(([2, 5, 3],), ([7, 8],), ([False, True],))
    assert batches.make(data, [0], "cpu", 4.0).weights.tolist() == [[1.0, 4.0, 1.0]]
