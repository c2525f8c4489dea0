// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/calibration.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using base::Length;
using support::sure;

namespace {

sheet::Size const six_inch{Length::mm(152.4), Length::mm(101.6)};

/// Where a point of the design comes out on paper, in mm from the cut edge, on a printer that magnifies by \p
/// m and cuts at the mark \p r of the uncalibrated ruler.
double on_paper(double x, double middle, double m, double r, std::int64_t scale, Length shift) {
    auto const drawn = middle + static_cast<double>(scale) * 1e-6 * (x - middle) + shift.mm();
    return m * (drawn - r);
}

} // namespace

TEST_CASE("a printer that is true stays as it is") {
    auto const solved = sure(desk::solve({0, 0, 100, 80}, six_inch));
    CHECK(solved.shift_x == Length{});
    CHECK(solved.shift_y == Length{});
    CHECK(solved.scale_x == 1'000'000);
    CHECK(solved.scale_y == 1'000'000);
}

TEST_CASE("what was measured is undone: lengths are true and the middle lies in the middle") {
    for (double const length : {98.7, 99.6, 100.4, 101.3}) {
        for (double const edge : {-1.2, 0.0, 0.4, 1.9}) {
            CAPTURE(length);
            CAPTURE(edge);
            auto const solved = sure(desk::solve({edge, edge, length, length * 0.8}, six_inch));
            auto const m = length / 100;
            auto const across = [&](double x) {
                return on_paper(x, 76.2, m, edge, solved.scale_x, solved.shift_x);
            };
            auto const down = [&](double y) {
                return on_paper(y, 50.8, m, edge, solved.scale_y, solved.shift_y);
            };
            CHECK(across(76.2) == doctest::Approx(76.2).epsilon(0.0002));
            CHECK(across(120) - across(20) == doctest::Approx(100).epsilon(0.0001));
            CHECK(down(50.8) == doctest::Approx(50.8).epsilon(0.0002));
            CHECK(down(90) - down(10) == doctest::Approx(80).epsilon(0.0001));
        }
    }
}

TEST_CASE("readings that no printer gives are refused, and say which") {
    for (desk::Readings const wrong : {desk::Readings{3.5, 0, 100, 80},
                                       {0, -4, 100, 80},
                                       {0, 0, 80, 100},
                                       {0, 0, 96, 80},
                                       {0, 0, 100, 83},
                                       {0, 0, 0, 0}}) {
        auto const refused = desk::solve(wrong, six_inch);
        REQUIRE_FALSE(refused);
        CHECK(refused.fault().kind == base::Trouble::bad_input);
    }
}
