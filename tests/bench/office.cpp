// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/office.hpp"
#include "bench/people.hpp"
#include "desk/campaign.hpp"
#include "desk/roster.hpp"
#include "families.hpp"
#include "support/fresh_store.hpp"

namespace bench {

namespace {

using support::sure;

desk::Station opened(std::filesystem::path const &store) {
    static base::SystemClock const clock;
    static base::NoProgress quiet;
    desk::Setting const setting{PLATEN_ROOT, clock, quiet, "bench", ::print::families()};
    sure(desk::create_campaign(store, {"11832", "河北某大学", 2026, "S0"}, setting));
    return sure(desk::Station::open(store, "", setting));
}

} // namespace

Office::Office() : station_{opened(folder_ / "store")} {}

void Office::take_in(int people) {
    auto const taken =
        sure(desk::import_roster(station_, folder_.file("roster.csv", roster_csv(people)), {}));
    if (!taken.imported) {
        throw std::runtime_error{"the roster has findings: " +
                                 taken.findings.front().text(base::Language::en)};
    }
}

} // namespace bench
