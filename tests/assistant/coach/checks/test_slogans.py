"""A life at home that only says which programme is to be pushed on is no vision yet."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Scene, Severity, Step, check


def flaws(text: str, step: Step = Step.VISION) -> set[Code]:
    return {one.code for one in check(step, Scene.DAILY, text).findings if one.severity is not Severity.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "最期まで自宅で暮らせるまちづくりを推進する", "住み慣れた家で療養を続けられる体制づくりに取り組みます。", "家族も安心して過ごせる環境整備の推進",
        "退院後も元の生活に戻れる支援体制の充実を図る。", "望む場所で暮らし続けられる仕組みを構築していく。", "人生の最終段階まで自分らしく生きられる地域づくりを進める",
        "重い病気になっても家で過ごせるサービスの拡充に努める。", "誰もが地域で暮らし続けられる施策を着実に推進する。",
    ],
)  # fmt: skip
def test_a_programme_pushed_on_is_vague_or_an_activity(text: str) -> None:
    found = flaws(text)
    assert found
    assert found <= {Code.TOO_VAGUE, Code.MEANS_AS_END}


@pytest.mark.parametrize(
    "text",
    [
        "夜に息苦しくなっても看護師が来てくれ、自分の布団で朝を迎えられるまち。",
        "車の運転をやめても、家に診に来てもらえ、畑を眺めながら暮らせるまちをめざす。",
        "退院した日から、手すりもヘルパーもそろった家で過ごせる体制が整っている。",
        "歯が悪くなっても家で診てもらえ、好物を食べて暮らせる地域であること。",
        "「家に帰りたい」と言えば、その週のうちに帰れて、家族も慌てずに過ごせる。",
        "本人の望みを家族もケアマネも知っていて、それに沿った支援を受けながら家で過ごせる。",
    ],
)
def test_a_picture_of_life_stays_one(text: str) -> None:
    assert flaws(text) == set()
