// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster.hpp"
#include "support/capture_day.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using desk::SwipeOutcome;
using support::CaptureDay;
using support::sure;

namespace {

/// A roster of the people of the day with somebody's code each.
std::filesystem::path roster(CaptureDay const &day, std::string const &first, std::string const &second) {
    return day.folder.file("in.csv", "学号,姓名,学院,班级,采集码\n20220001,张建国,财经学院,会计2201," +
                                         first + "\n20220002,欧阳修远,财经学院,会计2201," + second + "\n");
}

} // namespace

TEST_CASE("a roster with a column of codes binds them without a question, and a later roster is right") {
    CaptureDay const day;
    auto station = day.station();
    auto const report = sure(desk::import_roster(station, roster(day, day.code("a"), day.code("b")), {}));
    CHECK(report.codes == 2);
    CHECK(report.ignored_columns.empty());
    auto const later = roster(day, day.code("c"), day.code("a")); // they had been exchanged
    sure(desk::import_roster(station, later, {}));
    auto const in = sure(desk::swipe(station, day.code("a"), {}));
    CHECK(in.outcome == SwipeOutcome::admitted);
    CHECK(in.person->student_no == "20220002");
    CHECK(sure(desk::swipe(station, day.code("b"), {})).outcome == SwipeOutcome::unknown);
    CHECK(sure(desk::swipe(station, day.code("c"), {})).person->student_no == "20220001");
}

TEST_CASE("a code that an earlier roster named and nobody came in with yet follows the later roster") {
    CaptureDay const day{"S3"};
    auto station = day.station();
    sure(desk::import_roster(station, roster(day, day.code("a"), day.code("b")), {}));
    CHECK(sure(desk::swipe(station, day.code("a"), {})).outcome == SwipeOutcome::proof_wanted);
    sure(desk::import_roster(station, roster(day, day.code("c"), day.code("a")), {}));
    auto const in = sure(desk::swipe(station, day.code("a"), {"student-card", ""}));
    CHECK(in.person->student_no == "20220002");
}

TEST_CASE("no file of the store holds a code that a roster named, and no finding shows one") {
    CaptureDay const day;
    {
        auto station = day.station();
        sure(desk::import_roster(station, roster(day, day.code("a"), day.code("b")), {}));
        auto const twice = sure(desk::import_roster(station, roster(day, day.code("x"), day.code("x")), {}));
        CHECK_FALSE(twice.imported);
        auto const none = sure(desk::import_roster(station, roster(day, "码", day.code("y")), {}));
        REQUIRE(none.findings.size() == 1);
        CHECK(none.findings[0].kind == "code");
        for (auto const &finding : twice.findings) {
            CHECK(finding.text(base::Language::zh).find("q9ZkX0cG8h") == std::string::npos);
        }
    }
    for (auto const &entry : std::filesystem::recursive_directory_iterator{day.folder / "store"}) {
        if (entry.is_regular_file()) {
            CAPTURE(entry.path());
            auto const bytes = sure(base::read_file(entry.path(), 100'000'000));
            CHECK(base::as_text(bytes).find("q9ZkX0cG8h") == std::string::npos);
        }
    }
}
