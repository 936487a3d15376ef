"""Forty behaviours of the phone that a simulation inside the page cannot have, and their tests.

Each runs the real SDK in the real WebView; a person's part is a tap on the drawn sheet, or control.

environment
    test_peer_gaps_environment: test_a_mini_app_finds_itself_in_toss_until_the_sandbox_is_asked_for
host and user agent
    test_peer_gaps_environment: test_every_request_bears_the_user_agent_that_the_page_reads
    test_window: test_the_user_agent_is_that_of_the_toss_app
    test_production_origin: test_private_is_where_a_qr_test_runs
setIosSwipeGestureEnabled
    test_peer_gaps_navigation:
        test_a_swipe_from_the_edge_goes_back_unless_the_mini_app_forbids_it
setScreenAwakeMode
    test_peer_gaps_device: test_a_screen_that_is_kept_awake_shows_it_in_the_status_row
setSecureScreen
    test_peer_gaps_device: test_a_secure_screen_cannot_be_captured
requestReview
    test_peer_gaps_device: test_a_review_is_asked_of_the_person_and_the_call_waits_for_it
appsInTossEvent
    test_peer_gaps_navigation: test_events_of_the_shell_reach_the_listener_until_it_goes
appsInTossSignTossCert
    test_peer_gaps_device: test_a_certificate_signs_only_when_the_person_does
openGameCenterLeaderboard
    test_game: test_the_best_score_stands_on_the_leaderboard_and_is_there_in_the_next_run
openPDFViewer
    test_document: test_a_document_is_shown_page_by_page_until_it_is_closed
addAccessoryButton, removeAccessoryButton
    test_peer_gaps_navigation: test_the_accessory_button_stands_in_the_bar_until_it_is_removed
getTossAppVersion, isMinVersionSupported
    test_peer_gaps_environment: test_a_version_check_follows_the_toss_app_that_is_installed
deployment id
    test_peer_gaps_environment: test_each_build_has_a_deployment_id_of_its_own
insets at the sides
    test_peer_gaps_environment: test_a_phone_on_its_side_keeps_clear_of_the_notch
devicePixelRatio
    test_peer_gaps_environment: test_css_and_scripts_see_the_pixels_of_the_device
insets and viewport
    test_peer_gaps_environment: test_viewport_screen_and_insets_are_of_one_device
closeView
    test_back: test_close_view_ends_the_run
openURL
    test_peer_gaps_navigation: test_a_link_is_handed_to_the_phone_and_the_page_stays
share
    test_peer_gaps_navigation: test_the_share_sheet_shares_with_the_target_that_is_tapped
getTossShareLink
    test_peer_gaps_navigation: test_each_path_has_a_share_link_of_its_own_and_a_bare_path_has_none
    test_flows: test_a_share_link_made_here_opens_the_mini_app_here_at_its_path
getNetworkStatus
    test_peer_gaps_environment: test_the_radio_is_what_the_phone_has
    test_peer_gaps_environment: test_a_phone_that_is_offline_says_so_and_is
getServerTime
    test_peer_gaps_environment: test_the_servers_clock_is_not_the_phones
SafeAreaInsets.subscribe
    test_peer_gaps_environment: test_only_a_change_of_the_insets_is_told
backEvent, homeEvent
    test_back: test_a_subscriber_gets_back_and_nothing_else_happens
    test_peer_gaps_navigation: test_home_is_told_to_a_listener_and_leads_home_without_one
navigationAccessoryEvent
    test_peer_gaps_navigation: test_a_tap_on_the_accessory_button_is_told_with_its_id
onVisibilityChangedByTransparentServiceWeb
    test_peer_gaps_navigation:
        test_the_page_hears_when_a_transparent_page_of_toss_comes_and_goes
appLogin
    test_peer_gaps_money: test_a_login_code_can_be_exchanged_once_and_only_if_it_was_issued
IAP.getCompletedOrRefundedOrders
    test_peer_gaps_money: test_the_history_of_orders_comes_page_by_page_newest_first
IAP.getSubscriptionInfo
    test_peer_gaps_money: test_a_subscription_ends_with_its_renewal_its_refund_and_its_time
TossAds.attach
    test_ads: test_a_banner_is_rendered_seen_and_viewed_in_that_order
grantPromotionReward
    test_promotion: test_two_processes_of_one_person_pay_a_reward_once
grantPromotionRewardForGame
    test_promotion: test_a_reward_that_was_paid_stays_paid_when_the_process_is_killed
contactsViral
    test_peer_gaps_money: test_each_friend_that_is_invited_brings_a_reward
openCamera
    test_album: test_the_camera_takes_what_it_shows_or_rejects
fetchAlbumPhotos
    test_album: test_photos_that_a_person_picks_are_shown_by_the_page
fetchAlbumItems
    test_album: test_a_video_plays
generateHapticFeedback
    test_peer_gaps_device: test_haptics_flash_in_the_status_row_and_stay_in_the_state
saveBase64Data
    test_document: test_files_are_saved_in_the_folder_of_the_phone_and_never_over_another
openPermissionDialog
    test_peer_gaps_device: test_the_person_decides_on_a_permission
    test_peer_gaps_device:
        test_a_refused_permission_closes_its_calls_and_only_the_dialog_asks_again
requestPermission
    test_peer_gaps_device: test_the_person_decides_on_a_permission
"""

from __future__ import annotations

import re
from pathlib import Path

TABLE = (__doc__ or "").split("\n\n", 2)[2]


def behaviours() -> list[str]:
    """The rows of the table: what is not indented."""
    return [line for line in TABLE.splitlines() if line and not line.startswith(" ")]


def test_every_behaviour_names_a_test_that_there_is() -> None:
    named = re.findall(r"(\w+):\s+(test_\w+)", TABLE)
    missing = [
        f"{module}: {test}"
        for module, test in named
        if f"\ndef {test}(" not in Path(__file__).with_name(f"{module}.py").read_text("utf-8")
    ]
    lines = [line for line in TABLE.splitlines() if line.startswith("    test_")]
    assert (missing, len(set(behaviours())), len(named)) == ([], 40, len(lines))
