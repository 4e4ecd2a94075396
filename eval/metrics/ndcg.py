"""nDCG@10 with relevance 0 or 1, through ir_measures.

    DCG@10 = Σ_{i=1..10} rel_i / log2(i + 1)        nDCG@10 = DCG@10 / ideal DCG@10

The ideal ranking has all relevant passages of the collection first, so a question whose answer stands in three
passages asks for all three.

Source: Järvelin, Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques"; MacAvaney, Macdonald, Ounis 2022,
"Streamlining evaluation with ir-measures".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def ndcg(relevant: Mapping[str, Collection[str]], ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """nDCG@10 by question id. `relevant` and `ranked` are passage ids by question id; a question without a relevant
    passage in the collection scores 0.
    """
    # only the evaluation needs this package, and only here
    from ir_measures import Qrel as Judged
    from ir_measures import ScoredDoc, iter_calc, nDCG

    judged = [Judged(question, unit, 1) for question, units in relevant.items() for unit in units]
    run = [
        ScoredDoc(question, unit, 1.0 / (rank + 1))
        for question, units in ranked.items()
        for rank, unit in enumerate(units)
    ]
    found = dict.fromkeys(relevant, 0.0)
    if judged and run:
        found.update({metric.query_id: float(metric.value) for metric in iter_calc([nDCG @ 10], judged, run)})
    return found
