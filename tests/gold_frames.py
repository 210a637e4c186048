"""The hand labels as frames with the reader's columns, for tests of the analysis."""

import json
import re
from pathlib import Path

import pandas as pd

from datakit.analysis.terms import Terms
from datakit.reading.text import tokens
from datakit.reading.vocabulary import Vocabulary

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
UNITS = {"gpus": "chips", "people_age": "years"}
VOCABULARY = Vocabulary.load()
TERMS = Terms(VOCABULARY.parents, VOCABULARY.chip_origin, VOCABULARY.one_off, VOCABULARY.wording)


def action(quote: str) -> str | None:
    """The class of a verb in the sentence, the label having none: what happens once before anything else."""
    found = tokens(quote, 0, len(quote))
    verbs = [cue.value for cue in VOCABULARY.cues.find([t.stem for t in found], found) if cue.kind == "action"]
    return next((name for name in TERMS.one_off if name in verbs), next(iter(verbs), None))


def labels(name: str) -> list[dict]:
    lines = (HERE / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def article(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("utf-8")


def sentence(text: str, start: int, end: int) -> str:
    """The text around a span up to the nearest line ends and full stops."""
    before = max((m.end() for m in re.finditer(r"\n|(?<=[a-z\])’'\"][.])\s+(?=[A-Z])", text[:start])), default=0)
    after = re.search(r"\n|(?<=[.])\s", text[end:] + "\n")
    return text[before : end + after.start()].strip()


def claims(grade: tuple[str, ...] = ("core", "optional")) -> pd.DataFrame:
    rows = []
    texts = {}
    for label in labels("claims"):
        if label["grade"] not in grade:
            continue
        text = texts.setdefault(label["file"], article(label["file"]))
        start, _, end = (label["period"] or "").partition("/")
        rows.append(
            {
                **{k: label[k] for k in ("start", "end", "quote", "value", "low", "high", "hedge", "entity", "object")},
                **{k: label[k] for k in ("topic", "metric")},
                "source": label["file"],
                "sentence": sentence(text, label["start"], label["end"]),
                "unit": UNITS.get(label["unit"], label["unit"].removeprefix("other:")),
                "period_start": start or None,
                "period_end": end or start or None,
                "status": label["modality"],
            }
        )
    return with_ids(pd.DataFrame(rows), "claim")


def events() -> pd.DataFrame:
    rows = []
    for label in labels("events"):
        quote, written = label["quote"], label["date_text"]
        rows.append(
            {
                **{k: label[k] for k in ("start", "end", "quote", "date_text", "date_start", "date_end")},
                "source": label["file"],
                "action": action(quote),
                "bound": "by" if written.lower().startswith("by ") else "since" if "since" in written else "in",
                "entities": "; ".join(label["entities"]),
            }
        )
    return with_ids(pd.DataFrame(rows), "event")


def with_ids(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    base = frame["source"].str.removesuffix(".txt") + ":" + frame["start"].astype(str)
    again = base.groupby(base).cumcount()
    frame.insert(0, name, base.where(again == 0, base + "." + (again + 1).astype(str)))
    return frame
