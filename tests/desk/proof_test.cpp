// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fees.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "desk/proof.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include "support/jump_clock.hpp"
#include <doctest/doctest.h>

using support::CaptureDay;
using support::sure;

namespace {

bool said(base::Words const &words, std::string_view text) {
    return words.zh.find(text) != std::string::npos;
}

store::Shot captured(CaptureDay const &day, desk::Station &station, std::string const &student_no,
                     std::string const &mask, unsigned seed) {
    auto const first = sure(desk::swipe(station, day.code(student_no), {}));
    auto const in =
        sure(desk::bind_swipe(station, first.token, day.mask(mask), student_no,
                              {desk::word_of(first.outcome) == "proof-wanted" ? "" : "student-card", ""}));
    if (station.profile().fee.gate == policy::Gate::student_before_shot) {
        sure(desk::take_fee(station, {"student", "", "", in.visit->id, 1, "scan"}));
    }
    return sure(desk::confirm_shot(station, day.shot(station, *in.visit, seed).id, {"screen", ""}));
}

} // namespace

TEST_CASE("what proofreading found is recorded by category") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    CHECK_FALSE(desk::open_case(station, "20220001", "blurred", "")); // no photo yet
    static_cast<void>(captured(day, station, "20220001", "张*国 002X", 1));
    auto const wrong = desk::open_case(station, "20220001", "ugly", "");
    REQUIRE_FALSE(wrong);
    CHECK(said(wrong.fault().what, "blurred（模糊）"));
    CHECK(said(wrong.fault().what, "S1-42"));
    auto const opened =
        sure(desk::open_case(station, "20220001", "blurred", "张建国说看不清；附身份证复印件"));
    CHECK(opened.found.state == "open");
    CHECK(opened.found.note == "张建国说看不清；附身份证复印件");
    CHECK(said(opened.said, "S1-41")); // long after its time, and recorded all the same
    CHECK_FALSE(desk::open_case(station, "20220001", "blurred", ""));
    for (auto const &event : sure(store::events_page(station.store(), {}, 0, 1000))) {
        CHECK(event.body.find("张建国") == std::string::npos);
    }
    auto const closed = sure(desk::close_case(station, opened.found.id, "corrected", "已更正"));
    CHECK(closed.outcome == "corrected");
    CHECK(closed.closed_by == "tester");
    CHECK_FALSE(desk::close_case(station, opened.found.id, "corrected", ""));
    CHECK_FALSE(desk::close_case(station, "K-none", "corrected", ""));
    CHECK_FALSE(desk::close_case(station, opened.found.id, "forgotten", ""));
}

TEST_CASE("a correction that needs a new photo voids the sheet, and lets the person in whatever is locked") {
    CaptureDay const day{"S3"}; // no retake after confirmation
    auto station = day.station();
    auto const first = captured(day, station, "20220001", "张*国 002X", 1);
    auto const person = *sure(store::visit(station.store(), first.visit))->person;
    auto const serial = support::printed_sheet(station, person, first.master);
    auto const opened = sure(desk::open_case(station, "20220001", "comparison-failed", ""));
    CHECK(sure(desk::swipe(station, day.code("20220001"), {"student-card", "重拍"})).outcome ==
          desk::SwipeOutcome::captured);
    CHECK(sure(desk::recapture(station, opened.found.id)).state == "recapture");
    CHECK_FALSE(desk::recapture(station, opened.found.id));
    auto const sheet = sure(store::sheet(station.store(), serial)).value();
    CHECK(sheet.state == "void");
    CHECK(sheet.reason.find(opened.found.id) != std::string::npos);
    auto const again = sure(desk::swipe(station, day.code("20220001"), {"student-card", ""}));
    REQUIRE(again.outcome == desk::SwipeOutcome::admitted);
    CHECK_FALSE(desk::take_fee(station, {"student", "", "", again.visit->id, 1, "scan"})); // paid for already
    auto const better = day.shot(station, *again.visit, 2);
    sure(desk::confirm_shot(station, better.id, {"screen", ""}));
    CHECK(sure(store::photo_of(station.store(), person))->master == better.master);
    auto const closed = sure(store::proof_case(station.store(), opened.found.id)).value();
    CHECK(closed.state == "closed");
    CHECK(closed.outcome == "recaptured");
    CHECK(sure(desk::swipe(station, day.code("20220001"), {"student-card", "再来"})).outcome ==
          desk::SwipeOutcome::captured); // once
    base::NoProgress quiet;
    CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
}

TEST_CASE("photos leave for CHSI only after the corrections") {
    support::JumpClock const clock;
    CaptureDay const day{"S4", &clock};
    auto station = day.station();
    sure(desk::take_fee(station, {"class", "财经学院", "会计2201", "", 4, "wechat"}));
    static_cast<void>(captured(day, station, "20220001", "张*国 002X", 1));
    auto const to = day.folder / "out";
    auto const early = desk::export_photos(station, to, "");
    REQUIRE_FALSE(early);
    CHECK(early.fault().kind == base::Trouble::not_allowed);
    CHECK(said(early.fault().what, "S4-29"));
    sure(desk::note_reminder(station));
    CHECK_FALSE(desk::export_photos(station, to, ""));
    clock.wait(std::chrono::hours{24 * 15});
    auto const opened = sure(desk::open_case(station, "20220001", "blurred", ""));
    auto const open = desk::export_photos(station, to, "");
    REQUIRE_FALSE(open);
    CHECK(said(open.fault().what, "还有 1 条勘误"));
    sure(desk::close_case(station, opened.found.id, "unfounded", ""));
    CHECK(sure(desk::export_photos(station, to, "")).files == 1);
}

TEST_CASE("somebody may say that proofreading is over before its days are") {
    CaptureDay const day{"S4"};
    auto station = day.station();
    CHECK_FALSE(desk::check_export(station));
    sure(desk::end_proofreading(station));
    CHECK(desk::check_export(station));
}

TEST_CASE("the college's list of what proofreading found is written") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    static_cast<void>(captured(day, station, "20220001", "张*国 002X", 1));
    sure(desk::open_case(station, "20220001", "blurred", "=HYPERLINK(1),\"看不清\""));
    auto const csv = sure(desk::proof_csv(station, "财经学院"));
    CHECK(csv.find("20220001,张建国,财经学院,会计2201,模糊,\"=\"\"=HYPERLINK") != std::string::npos);
    CHECK(sure(desk::proof_lines(station, "法学院")).empty());
    auto const pdf = sure(desk::proof_pdf(station, "财经学院"));
    CHECK(base::as_text(pdf).starts_with("%PDF"));
}

TEST_CASE("that the student checked the image is recorded") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    CHECK_FALSE(desk::note_checked(station, "20220001"));
    static_cast<void>(captured(day, station, "20220001", "张*国 002X", 1));
    sure(desk::note_checked(station, "20220001"));
    CHECK(sure(store::proof_checked(station.store(), station.campaign().id)).size() == 1);
}
