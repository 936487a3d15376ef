"""Files that are saved and documents that are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from aitdesk.api.decorators import Gate, Params, method
from aitdesk.phone.environment import MinVersion
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.milestones import PDF_VIEWER
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Undefined


class File(Params, frozen=True, rename="camel"):
    """{data, fileName, mimeType}."""

    data: str
    file_name: str
    mime_type: str


class SaveData(Params, array_like=True, frozen=True):
    """[{data, fileName, mimeType}]."""

    file: File


class Pdf(Params, frozen=True):
    """{data, filename?}."""

    data: str
    filename: str | None = None


class OpenViewer(Params, array_like=True, frozen=True):
    """[{data, filename?}]."""

    pdf: Pdf


@method("saveBase64Data", minimum=MinVersion(android="5.218.0", ios="5.216.0"))
async def save_base64_data(shell: SimulatedPhone, params: SaveData) -> Undefined:
    """Write a file to this desktop; it is on the disk when the page hears of it.

    Reply: undefined, also below Toss 5.218.0 on Android and 5.216.0 on iOS.
    Errors: INVALID_DATA for empty data or no Base64; INVALID_REQUEST for what is no text
      (assumed); EXECUTION_ERROR when the file cannot be written (assumed).
    Differs: where the phone keeps it is not known; here it is documents.folder, else `saved` in
      the folder of --out, else the user's downloads. A name that is taken gets a number. Nothing
      is asked (the documentation shows no question).
    Source: web-bridge 2.10.8, saveBase64Data.d.ts; INVALID_DATA seen on a device.
    """
    file = params.file
    await shell.documents.save(file.data, file_name=file.file_name, mime_type=file.mime_type)
    return UNDEFINED


@method(
    "openPDFViewer",
    gate=Gate(PDF_VIEWER, refuses=partial(refusal, "openPDFViewer", "UNSUPPORTED_APP_VERSION")),
)
async def open_pdf_viewer(shell: SimulatedPhone, params: OpenViewer) -> Literal["CLOSE"]:
    """Show a PDF until the person closes it.

    Reply: "CLOSE".
    Errors: UNSUPPORTED_APP_VERSION below Toss 5.261.0; INVALID_REQUEST for arguments that do not
      fit; INVALID_DATA for what is no PDF in Base64; PDF_VIEWER_ERROR for one that cannot be
      shown, such as one with a password (assumed).
    Differs: the pages are pictures, without search or selection, and the first 30 at most.
    Source: web-bridge 2.10.8, openPDFViewer.d.ts.
    """
    pdf = params.pdf
    await shell.documents.view(pdf.data, title=pdf.filename or "")
    return "CLOSE"
