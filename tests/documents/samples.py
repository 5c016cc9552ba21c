"""Contexts of papers and files of every sort, good and hostile."""

import io
import random
import struct
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from documents.papers import contexts as c
from documents.scanning import EICAR

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 10:00 in Linjiang


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


HEAD: dict[str, Any] = {
    "case_number": "339981-20261120-03-000117",
    "subject": text("二手房交易“一件事”", "Second-hand house transfer"),
    "addressee": "王小明",
    "centre": text("临江市行政服务中心", "Linjiang Administrative Service Centre"),
    "department": text("临江市自然资源和规划局（不动产登记中心）", "Natural Resources and Planning Bureau"),
    "issued_at": AT,
    "consult_phone": "0500-8000201",
    "complaint_phone": "0500-8000299",
    "desk": text("由综合窗口 C02", "Window C02"),
}
HOUSING = text("住房和城乡建设局", "Housing and Construction")
TAX = text("税务局", "Tax")
CONTRACT = text("存量房交易确认与买卖合同网签备案", "Confirmation of sale and online filing of the contract")
TRANSFER = text(
    "国有建设用地使用权及房屋所有权转移登记（买卖）", "Registration of transfer of house ownership (sale)"
)
MATERIALS = tuple(
    c.MaterialLine(text(zh, en), text("1 个文件", "1 file"))
    for zh, en in [
        ("存量房买卖合同", "House sale contract"),
        ("授权委托书", "Power of attorney"),
        ("本人银行账户信息", "Bank account"),
    ]
)
SHARED = tuple(
    c.MaterialLine(text(zh, en), text("共享数据，免提交", "shared data"))
    for zh, en in [("居民身份证", "Identity card"), ("不动产权证书", "Real estate certificate")]
)
TASKS = (
    c.TaskLine(HOUSING, CONTRACT, text("20 分钟", "20 minutes"), AT + timedelta(minutes=20)),
    c.TaskLine(TAX, text("税费申报", "Taxes"), text("15 分钟", "15 minutes"), AT + timedelta(minutes=35)),
    c.TaskLine(HOUSING, TRANSFER, text("1 个工作日", "1 working day"), None, text("登记后", "afterwards")),
)
GAPS = (
    c.GapLine(
        text("存量房买卖合同", "House sale contract"),
        text("缺少卖方签名", "No signature"),
        text("签名后上传", "Sign it"),
    ),
    c.GapLine(text("买方手机号", "Buyer's mobile number"), text("少一位", "One digit short")),
)
OWED = (c.ToleratedLine(text("授权委托书", "Power of attorney"), date(2026, 11, 26)),)
REASON = text("所申请的房屋不在本市行政区域内。", "The house is outside this city.")
GRANTED = c.DecisionLine(HOUSING, CONTRACT, granted=True)
REFUSED = c.DecisionLine(TAX, TRANSFER, granted=False, opinion=text("房屋已被查封", "The house is sealed"))

PAPERS: dict[str, c.PaperContext] = {
    "receipt": c.Receipt(
        **HEAD,
        submitted_at=AT,
        answer_by=AT + timedelta(days=7),
        materials=MATERIALS,
        shared=SHARED,
        content_sha256="9f" * 32,
        signature="MC4CFQCq" * 10,
    ),
    "acceptance": c.AcceptanceNotice(
        **HEAD, accepted_at=AT, due_at=AT + timedelta(days=3), tasks=TASKS, materials=MATERIALS, shared=SHARED
    ),
    "acceptance, tolerant": c.AcceptanceNotice(**HEAD, accepted_at=AT, tasks=TASKS, tolerated=OWED),
    "acceptance by silence": c.AcceptanceNotice(**HEAD, accepted_at=AT, tasks=TASKS, by_silence=True),
    "correction": c.CorrectionNotice(**HEAD, gaps=GAPS, due_at=AT + timedelta(days=10)),
    "not accepted": c.NotAcceptedNotice(**HEAD, reason=REASON, basis=text("第三十二条", "art. 32")),
    "granted": c.Decision(**HEAD, decided_at=AT, lines=(GRANTED,)),
    "granted in part": c.Decision(**HEAD, decided_at=AT, lines=(GRANTED, REFUSED)),
    "refused": c.Decision(**HEAD, decided_at=AT, lines=(REFUSED,)),
    "acceptance withdrawn": c.AcceptanceWithdrawnNotice(**HEAD, accepted_at=AT, missing=OWED, reason=REASON),
    "deemed withdrawn": c.DeemedWithdrawnNotice(**HEAD, notified_at=AT, due_at=AT, gaps=GAPS),
    "special procedure": c.SpecialProcedureNotice(
        **HEAD,
        matter=TRANSFER,
        procedure=text("实地查看", "an on-site inspection"),
        basis=text("《行政许可法》第四十五条", "Administrative Licensing Law art. 45"),
        planned_days=8,
        starts_at=AT,
    ),
    "extension": c.ExtensionNotice(
        **HEAD, matter=TRANSFER, days=10, reason=REASON, approved_by=text("负责人", "the head"), due_at=AT
    ),
}


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(210, 297)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def image(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    """A picture of noise, so that every byte of it matters."""
    noise = Image.frombytes("RGB", (60, 40), random.Random(1).randbytes(60 * 40 * 3)).resize(size)
    out = io.BytesIO()
    noise.save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG whose EXIF says where it was taken (GPS), turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    return image(exif=exif.tobytes())


def photo_with_place_in_words() -> bytes:
    """A JPEG whose XMP tells the city, with a second picture behind it, as phones write them."""
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><photoshop:City>Linjiang</photoshop:City></x:xmpmeta>"
    data = image(progressive=True)
    segment = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2) + xmp
    return data[:2] + segment + data[2:] + photo_with_place()


def zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(999)))
        + chunk(b"IEND", b"")
    )


def pdf_with_script() -> bytes:
    return _pdf_opening({"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('hello');")})


def pdf_with_launch() -> bytes:
    return _pdf_opening({"/S": NameObject("/Launch"), "/F": TextStringObject("calc.exe")})


def _pdf_opening(action: dict[str, Any]) -> bytes:
    """A PDF that does something when it is opened."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    does = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(does)
    return _written(writer)


def pdf_with_attachment(content: bytes = b"hidden") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("note.exe", content)
    return _written(writer)


def pdf_with_hidden_name() -> bytes:
    """JavaScript whose name is spelled with hexadecimal escapes."""
    return pdf_with_script().replace(b"/JavaScript", b"/J#61vaScript")


def pdf_encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(password, algorithm="RC4-128")
    return _written(writer)


def pdf_claiming_pages(count: int) -> bytes:
    return pdf().replace(b"/Count 1", b"/Count %d" % count)


GIF_SCRIPT = b"GIF89a/*" + b"\0" * 60 + b"*/=1;alert(1)//"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)

# name of the case -> (file name, content, code of the refusal or None when it is taken)
UPLOADS: dict[str, tuple[str, bytes, str | None]] = {
    "a PDF": ("deed.pdf", pdf(), None),
    "a PDF of twelve pages": ("deed.pdf", pdf(12), None),
    "a JPEG": ("photo.jpg", image(), None),
    "a PNG": ("scan.png", image("PNG"), None),
    "a photograph with its place": ("photo.jpg", photo_with_place(), None),
    "a PDF named as a picture": ("photo.jpg", pdf(), None),
    "nothing": ("empty.pdf", b"", "file_empty"),
    "plain text": ("notes.pdf", "合同".encode() * 40, "file_mismatch"),
    "the test virus": ("deed.pdf", EICAR, "file_mismatch"),
    "the test virus, zipped": ("deed.pdf", zip_of("eicar.com", EICAR), "file_mismatch"),
    "the test virus in a PDF's attachment": ("deed.pdf", pdf_with_attachment(EICAR), "file_active"),
    "the test virus in a JPEG's comment": ("photo.jpg", image(comment=EICAR), "file_infected"),
    "a Windows program": ("deed.pdf", b"MZ" + bytes(500), "file_mismatch"),
    "a Word document": ("deed.docx", zip_of("word/document.xml", b"<w/>"), "file_type"),
    "a zip bomb": ("deed.pdf", zip_of("bomb", bytes(20_000_000)), "file_mismatch"),
    "a zip that climbs out": ("deed.zip", zip_of("../../etc/passwd", b"x"), "file_type"),
    "a GIF that is a script": ("photo.png", GIF_SCRIPT, "file_mismatch"),
    "an SVG": ("photo.png", SVG, "file_mismatch"),
    "a web page": ("deed.pdf", HTML, "file_mismatch"),
    "a HEIC photograph": ("photo.heic", HEIC, "file_type"),
    "a TIFF": ("scan.tiff", image("TIFF"), "file_type"),
    "a WebP": ("scan.webp", image("WEBP"), "file_type"),
    "a PDF with a password": ("deed.pdf", pdf_encrypted("secret"), "file_encrypted"),
    "a PDF with an empty password": ("deed.pdf", pdf_encrypted(""), "file_encrypted"),
    "a PDF broken off": ("deed.pdf", pdf()[:-200], "file_damaged"),
    "a PDF broken off in an update": ("deed.pdf", pdf() + b"\n9 0 obj\n<< /Type", "file_damaged"),
    "a PDF that is only its head": ("deed.pdf", b"%PDF-1.7\n%%EOF\n", "file_damaged"),
    "a PDF without pages": ("deed.pdf", pdf(0), "file_damaged"),
    "a PDF with a script": ("deed.pdf", pdf_with_script(), "file_active"),
    "a PDF with a script under another spelling": ("deed.pdf", pdf_with_hidden_name(), "file_active"),
    "a PDF that starts a program": ("deed.pdf", pdf_with_launch(), "file_active"),
    "a PDF with an attachment": ("deed.pdf", pdf_with_attachment(), "file_active"),
    "a PDF that is an archive too": ("deed.pdf", pdf() + zip_of("a", b"x"), "file_disguised"),
    "a PDF that is a web page too": ("deed.pdf", b"%PDF-1.4\n" + HTML + pdf(), "file_disguised"),
    "a PDF with a tail": ("deed.pdf", pdf() + b"\nMZ" + bytes(range(1, 99)), "file_disguised"),
    "a PDF claiming 10,000 pages": ("deed.pdf", pdf_claiming_pages(10_000), "file_too_many_pages"),
    "a PDF of 501 pages": ("deed.pdf", pdf(501), "file_too_many_pages"),
    "a JPEG with PHP": ("photo.jpg", image(comment=b"<?php system($_GET['c']); ?>"), "file_disguised"),
    "a JPEG with a script": ("photo.jpg", image() + b"<script>alert(1)</script>", "file_disguised"),
    "a JPEG that is an archive too": ("photo.jpg", image() + zip_of("a", b"x"), "file_disguised"),
    "a JPEG broken off": ("photo.jpg", image()[:-900], "file_damaged"),
    "a PNG broken off": ("scan.png", image("PNG")[:-300], "file_damaged"),
    "a PNG with a wrong checksum": (
        "scan.png",
        image("PNG").replace(b"IDAT", b"IDAT!", 1),
        "file_damaged",
    ),
    "a PNG of 50,000 by 50,000": ("scan.png", png_claiming(50_000, 50_000), "image_too_large"),
    "a PNG of 41 million pixels": ("scan.png", png_claiming(8_200, 5_000), "image_too_large"),
}
