"""Documents from outside the articles (notebook 06): each is held against a row that is there, and keeps its form."""

from pathlib import Path

import pandas as pd

from datakit import load

FILE = Path(__file__).resolve().parent.parent / "notebooks" / "outside" / "documents.csv"


def test_documents_name_a_statement_a_day_and_a_verdict(frames_folder: Path) -> None:
    frames, documents = load(frames_folder), pd.read_csv(FILE, parse_dates=["date"])
    assert list(documents) == ["claim", "document", "publisher", "date", "value", "verdict", "note"]
    assert len(documents) >= 6
    assert documents.notna().all(axis=None)
    known = {*frames.claims.claim, *frames.events.event, *frames.codings.coding}
    assert {*documents.claim} <= known
    assert {*documents.verdict} <= {"agrees", "differs", "cannot tell"}
    assert documents.date.dt.year.between(2020, 2026).all()
