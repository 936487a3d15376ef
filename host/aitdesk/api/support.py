"""What SDK 3.x is told beforehand of calls whose own families are loaded only with the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import flag
from aitdesk.phone.milestones import (
    ALBUM_ITEMS,
    BILLING,
    CONSENTED_FACTS,
    ONE_TIME_PURCHASE,
    PDF_VIEWER,
    STORAGE_ITEMS,
)

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


@flag("isFetchAlbumItemsSupported")
def is_fetch_album_items_supported(shell: SimulatedPhone) -> bool:
    """Tell whether fetchAlbumItems is there.

    Reply: true in the sandbox and from 5.261.0.
    Source: SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(ALBUM_ITEMS)


@flag("isOpenPDFViewerSupported")
def is_open_pdf_viewer_supported(shell: SimulatedPhone) -> bool:
    """Tell whether openPDFViewer is there.

    Reply: true in the sandbox and from 5.261.0.
    Source: SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(PDF_VIEWER)


@flag("isRequestOneTimePurchaseSupported")
def is_request_one_time_purchase_supported(shell: SimulatedPhone) -> bool:
    """Tell whether an order waits to be granted; where not, the SDK buys the older way.

    Reply: true in the sandbox and from 5.231.1 (Android) and 5.230.0 (iOS).
    Source: SDK 3.x build 3.0.5 to 3.6.0; the versions inferred from web-bridge 2.10.8.
    """
    return shell.environment.supports(ONE_TIME_PURCHASE)


@flag("isRequestTossPayPaysBillingSupported")
def is_request_toss_pay_pays_billing_supported(shell: SimulatedPhone) -> bool:
    """Tell whether requestTossPayPaysBilling is there.

    Reply: true in the sandbox and from 5.256.0.
    Source: SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(BILLING)


@flag("isGetConsentedUserDataSupported")
def is_get_consented_user_data_supported(shell: SimulatedPhone) -> bool:
    """Tell whether getConsentedUserData is there.

    Reply: true in the sandbox and from 5.264.0.
    Source: SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(CONSENTED_FACTS)


@flag("isGetStorageItemsSupported")
def is_get_storage_items_supported(shell: SimulatedPhone) -> bool:
    """Tell whether getStorageItems is there.

    Reply: true in the sandbox and from 5.270.0.
    Source: SDK 3.x build 3.6.0.
    """
    return shell.environment.supports(STORAGE_ITEMS)


@flag("isSetStorageItemsSupported")
def is_set_storage_items_supported(shell: SimulatedPhone) -> bool:
    """Tell whether setStorageItems is there.

    Reply: true in the sandbox and from 5.270.0.
    Source: SDK 3.x build 3.6.0.
    """
    return shell.environment.supports(STORAGE_ITEMS)
