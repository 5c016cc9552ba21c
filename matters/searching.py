"""Words of a Chinese text for a database that cannot cut Chinese: jieba cuts."""

import re
import unicodedata
from functools import cache

import jieba

# What people say -> the words that names in the catalogue use. Both directions are not needed: the
# left side is added to the words of every record whose text holds the right side.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "房产证": ("不动产", "房屋所有权"),
    "房本": ("不动产", "房屋所有权"),
    "不动产权证书": ("房屋所有权",),
    "过户": ("转移登记", "二手房", "存量房"),
    "卖房": ("存量房", "二手房"),
    "买房": ("存量房", "二手房", "购买自住住房"),
    "租房": ("房屋租赁",),
    "网签": ("买卖合同",),
    "按揭": ("抵押权",),
    "房贷": ("抵押权",),
    "开公司": ("企业设立", "企业开办"),
    "注册公司": ("企业设立",),
    "营业执照": ("企业设立",),
    "开饭店": ("餐饮",),
    "开餐馆": ("餐饮",),
    "开店": ("餐饮", "店招"),
    "招牌": ("店招",),
    "刻章": ("公章",),
    "印章": ("公章",),
    "办税": ("纳税人", "税费"),
    "契税": ("税费",),
    "交税": ("税费",),
    "社保": ("社会保险", "社会保障"),
    "社保卡": ("社会保障卡",),
    "医保": ("医疗保险", "医疗费用"),
    "养老金": ("养老保险",),
    "退休金": ("养老保险",),
    "报销": ("医疗费用",),
    "产假工资": ("生育津贴",),
    "失业金": ("失业保险金",),
    "老年证": ("老年优待证",),
    "老人卡": ("老年优待证",),
    "生孩子": ("出生", "生育"),
    "上户口": ("出生登记",),
    "落户": ("出生登记", "入户"),
    "出生证": ("出生医学证明",),
    "准生证": ("生育登记",),
    "出国": ("护照",),
    "驾照": ("机动车驾驶证",),
    "上牌": ("机动车注册",),
    "买车": ("机动车注册",),
    "取公积金": ("提取住房公积金", "公积金提取"),
    "公积金": ("住房公积金",),
    "环评": ("环境影响",),
    "能评": ("节能审查",),
    "图审": ("施工图设计文件",),
    "开工": ("施工许可",),
    "办学": ("民办学校",),
    "消防": ("消防安全",),
    "排污": ("污水",),
    "外贸": ("对外贸易", "报关"),
    "演出": ("营业性演出",),
    "水电": ("水电气",),
}
MEANINGLESS = """
的 了 吗 呢 啊 我 你 要 想 去 在 和 与 及 或 办 是 有
怎么 怎样 如何 什么 办理 一个 可以 需要 哪里 我要 我想 想要 要办 想办
a an the of for to i do how what
"""
_STOP = frozenset(MEANINGLESS.split())
_SPACES = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case, full-width forms folded, without spaces and punctuation."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).lower())


def words_of(text: str) -> list[str]:
    """The words of a text in its order, those that mean nothing left out."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [word for word in _cutter().cut_for_search(folded) if plain(word) and word not in _STOP]


@cache
def _cutter() -> jieba.Tokenizer:
    """One dictionary per process, loaded at the first use (0.8 s)."""
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    for word in SYNONYMS:
        tokenizer.add_word(word)
    return tokenizer
