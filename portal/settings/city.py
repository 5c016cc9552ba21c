"""The city the product stands in: what every page's frame says about it. Other cities set the variables."""

from portal.settings import env

# Names are {"zh", "en"}; telephone numbers are shown and dialled as written.
CITY = {
    "name": {"zh": env.text("CITY_NAME_ZH", "临江市"), "en": env.text("CITY_NAME_EN", "Linjiang")},
    "government": {
        "zh": env.text("CITY_GOVERNMENT_ZH", "临江市人民政府"),
        "en": env.text("CITY_GOVERNMENT_EN", "the Linjiang Municipal People's Government"),
    },
    "centre": {
        "zh": env.text("CITY_CENTRE_ZH", "临江市行政服务中心"),
        "en": env.text("CITY_CENTRE_EN", "Linjiang Administrative Service Centre"),
    },
    "place": {
        "zh": env.text("CITY_PLACE_ZH", "一楼综合受理区"),
        "en": env.text("CITY_PLACE_EN", "Ground-floor reception area"),
    },
    "hours": {
        "zh": env.text("CITY_HOURS_ZH", "工作日 9:00–12:00，13:30–17:00"),
        "en": env.text("CITY_HOURS_EN", "Working days 9:00–12:00, 13:30–17:00"),
    },
    "hotline": env.text("CITY_HOTLINE", "0500-8000001"),
    "fictional": env.flag("CITY_FICTIONAL", default=True),
}
