"""Drawings of the product: 24 × 24, one stroke, our own. Stroke and colour come from the style sheet."""

ICONS: dict[str, str] = {
    "arrow": '<path d="M4 12h15M13.5 6.5 19 12l-5.5 5.5"/>',
    "back": '<path d="m15 5.5-6.5 6.5 6.5 6.5"/>',
    "bag": '<path d="M5 8.5h14l1 11.5H4zM9 8.5V7a3 3 0 0 1 6 0v1.5"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "birth": (
        '<circle cx="12" cy="13" r="7.5"/><path d="M12 5.5c0-1.8 2.4-2.2 2.4-.4M9.5 12v.6M14.5 12v.6M'
        '9.5 16c1.4 1.3 3.6 1.3 5 0"/>'
    ),
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 4 4.5v14c3 0 6 .5 8 2 2-1.5 5-2 8-2v-14c-3 0-6 .5-8 2zM12 6.5v14"/>'
    ),
    "calendar": (
        '<rect x="4" y="5.5" width="16" height="14.5" rx="1"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>'
    ),
    "camera": '<path d="M3.5 7.5h4L9 5h6l1.5 2.5h4v12h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "card": (
        '<rect x="3" y="5.5" width="18" height="13" rx="1"/><circle cx="8.5" cy="11" r="2"/><path d="'
        'M5.5 16c.4-1.7 1.4-2.5 3-2.5s2.6.8 3 2.5M14 10h4M14 13.5h4"/>'
    ),
    "chart": '<path d="M4 20h16M6.5 20v-6M11 20V9M15.5 20v-8.5M20 20V5"/>',
    "chat": '<path d="M4 5h16v11h-9l-4.5 4v-4H4z"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.3 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "copy": '<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="1"/><path d="M5.5 15.5H4V4h11.5v1.5"/>',
    "done": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.7L16 9.6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "edit": '<path d="M4.5 19.5 5.5 15 16 4.5 19.5 8 9 18.5z"/>',
    "exchange": '<path d="M4 8.5h15M15.5 5 19 8.5 15.5 12M20 15.5H5M8.5 12 5 15.5 8.5 19"/>',
    "eye": (
        '<path d="M2.5 12c2-4 5.3-6.5 9.5-6.5s7.5 2.5 9.5 6.5c-2 4-5.3 6.5-9.5 6.5S4.5 16 2.5 12z"/><'
        'circle cx="12" cy="12" r="3"/>'
    ),
    "factory": '<path d="M3.5 19.5v-9l5.5 3.5v-3.5l5.5 3.5V4.5h3.5l2 15zM8 17v0M12 17v0M16 17v0"/>',
    "file": '<path d="M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5"/>',
    "fit": '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>',
    "flag": '<path d="M6 21V4M6 5h11l-2.5 4L17 13H6"/>',
    "form": '<path d="M6 3.5h9l3.5 3.5v13.5H6zM9 11h6M9 14.5h6M9 18h3.5"/>',
    "gap": '<path d="M12 7v5l3 2"/><circle cx="12" cy="12" r="8" stroke-dasharray="3 3"/>',
    "health": '<rect x="4" y="4.5" width="16" height="15" rx="1"/><path d="M12 8.5v7M8.5 12h7"/>',
    "home": '<path d="M3.5 11.5 12 4.5l8.5 7M6 9.8v9.7h12V9.8M10 19.5v-5h4v5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.3"/>',
    "link": (
        '<path d="M9.5 14.5 14.5 9.5M8 11 5.8 13.2a3.5 3.5 0 0 0 5 5L13 16M11 8l2.2-2.2a3.5 3.5 0 0 1'
        ' 5 5L16 13"/>'
    ),
    "list": '<path d="M8.5 6.5h12M8.5 12h12M8.5 17.5h12M4 6.5h.5M4 12h.5M4 17.5h.5"/>',
    "lock": (
        '<rect x="5.5" y="10.5" width="13" height="9.5" rx="1"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>'
    ),
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "next": '<path d="m9 5.5 6.5 6.5L9 18.5"/>',
    "out": '<path d="M14 8V4.5H4.5v15H14V16M9.5 12h11M17 8.5l3.5 3.5-3.5 3.5"/>',
    "panes": '<rect x="4" y="4" width="16" height="16" rx="1"/><path d="M12 4v16M4 12h16"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14"/>',
    "pay": '<rect x="3" y="5.5" width="18" height="13" rx="1"/><path d="M3 10h18M6.5 15h4"/>',
    "people": (
        '<circle cx="7" cy="8" r="2.5"/><circle cx="17" cy="8" r="2.5"/><path d="M3 18c0-3 1.6-5 4-5s'
        '4 2 4 5M13 18c0-3 1.6-5 4-5s4 2 4 5"/>'
    ),
    "person": (
        '<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20.5c.6-4.2 3.5-6.4 7.5-6.4s6.9 2.2 7.5 6.4"/>'
    ),
    "phone": (
        '<path d="M6 3.5h3.5L11 8 8.8 9.8c1.2 2.5 2.9 4.2 5.4 5.4L16 13l4.5 1.5V18c0 1.5-1 2.5-2.5 2.'
        '5C10.5 20.5 3.5 13.5 3.5 6 3.5 4.5 4.5 3.5 6 3.5z"/>'
    ),
    "pin": (
        '<path d="M12 21c-4-4.5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2.5 6.5-6.5 11z"/><circle cx="12"'
        ' cy="10" r="2.3"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17.5H4V9h16v8.5h-3M7 14h10v6H7z"/>',
    "queue": '<rect x="5" y="3.5" width="14" height="17" rx="1"/><path d="M5 9h14M9 13h6M9 16.5h6"/>',
    "retire": (
        '<path d="M3.5 17.5h17M6 21h12M6.5 17.5a5.5 5.5 0 0 1 11 0M12 8V5M5.3 10.8 3.4 8.9M18.7 10.8l'
        '1.9-1.9"/>'
    ),
    "seal": '<circle cx="12" cy="9" r="5.5"/><path d="M8.5 13.5 7 21l5-2.5L17 21l-1.5-7.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "send": '<path d="M3.5 11.5 20.5 4l-5 17-4-7z"/>',
    "settings": (
        '<circle cx="12" cy="12" r="3.2"/><path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1'
        'M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18"/>'
    ),
    "shield": (
        '<path d="M12 3.5 19.5 6v6c0 4.5-3 7.3-7.5 8.5C7.5 19.3 4.5 16.5 4.5 12V6z"/><path d="m9 12 2'
        '.3 2.2L15 10.5"/>'
    ),
    "shop": (
        '<path d="M4 9.5 5.5 4.5h13L20 9.5M5.5 12v7.5h13V12M4 9.5c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0'
        ' 0 3 4 3 4 0M10 19.5V15h4v4.5"/>'
    ),
    "speak": '<path d="M4 9.5v5h3.5l5 4v-13l-5 4zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>',
    "star": '<path d="m12 4 2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "travel": '<path d="M6.5 20.5 9.5 3.5M17.5 20.5l-3-17M12 5v2.5M12 11v2.5M12 17v3"/>',
    "truck": (
        '<path d="M3 6.5h11v10H3zM14 10h4l3 3v3.5h-7z"/><circle cx="7" cy="17.5" r="1.8"/><circle cx='
        '"17.5" cy="17.5" r="1.8"/>'
    ),
    "turn": '<path d="M5 12a7 7 0 1 1 2.5 5.4M5 18v-5h5"/>',
    "upload": '<path d="M12 16V5M7 9.5l5-5 5 5M4.5 20h15"/>',
    "warn": '<path d="M12 4 21 19.5H3zM12 10v4.5M12 17v.2"/>',
    "work": (
        '<rect x="3.5" y="8" width="17" height="11.5" rx="1"/><path d="M9 8V5h6v3M3.5 13h17M12 12v2.4"/>'
    ),
    "zoom": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M8 10.5h5M10.5 8v5"/>',
}

# Lamp shapes, 16 × 16, filled: a shape for each meaning, because red and green are equally bright.
LAMPS: dict[str, str] = {
    "ok": '<circle cx="8" cy="8" r="7"/>',
    "warn": '<path d="M8 1.2 15.5 14.5H.5z"/>',
    "late": '<rect x="1.5" y="1.5" width="13" height="13"/>',
    "hold": '<path d="M2.5 1.5h4v13h-4zM9.5 1.5h4v13h-4z"/>',
    "idle": '<path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z"/>',
}
