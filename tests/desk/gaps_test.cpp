// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/gaps.hpp"
#include "desk/handover.hpp"
#include "desk/sheet_view.hpp"
#include "desk/stocktake.hpp"
#include "support/jump_clock.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using support::Office;
using support::sure;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> gaps(Office const &office, std::string const &serial) {
    auto station = office.station();
    std::vector<std::string> found;
    for (auto const &moment : sure(desk::view_sheet(station, serial)).history) {
        if (moment.kind == "gap") {
            found.push_back(moment.note.zh);
        }
    }
    return found;
}

} // namespace

TEST_CASE("a sheet that did not arrive has a gap until somebody found it, and its history says how long") {
    support::JumpClock const clock;
    Office const office{print::families(), &clock};
    office.print();
    auto station = office.station();
    auto const serial = office.sheet(2).serial;
    auto const made = sure(desk::create_handover(station, "财经学院", {}));
    clock.wait(24h);
    auto const scan = office.folder.file("scan.txt", office.sheet(0).serial + "\n" + office.sheet(1).serial);
    sure(desk::receive_handover(station, made.id, scan, "王老师"));
    CHECK(gaps(office, office.sheet(0).serial).empty());
    clock.wait(72h);
    CHECK(gaps(office, serial) == std::vector<std::string>{"下落不明，3 天，没有人签收"});
    clock.wait(48h);
    sure(desk::declare_found(station, serial, "周老师"));
    clock.wait(1000h);
    CHECK(gaps(office, serial) == std::vector<std::string>{"下落不明，5 天，没有人签收"});
}

TEST_CASE("a batch that nobody signs for in a week is a gap, and one that is received the next day is none") {
    support::JumpClock const clock;
    Office const office{print::families(), &clock};
    office.print();
    auto station = office.station();
    sure(desk::create_handover(station, "财经学院", {}));
    clock.wait(24h);
    CHECK(gaps(office, office.sheet(0).serial).empty());
    clock.wait(24h * 9);
    CHECK(gaps(office, office.sheet(0).serial) == std::vector<std::string>{"在途 10 天，没有人签收"});
}
