// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the tests of hand-overs begin with.
#include "desk/handover.hpp"
#include "store/custody.hpp"
#include "support/office.hpp"
#include <algorithm>
#include <doctest/doctest.h>

namespace handovers {

using support::Office;
using support::sure;

/// Six printed sheets, three of each college.
struct Printed : Office {
    Printed() { print(); }

    desk::HandoverMade give(std::string const &from, std::string const &to,
                            std::vector<std::string> serials = {}) const {
        auto one = station();
        return sure(desk::create_handover(one, order(one, from, to, std::move(serials))));
    }
    base::Fault refused(std::string const &from, std::string const &to,
                        std::vector<std::string> serials = {}) const {
        auto one = station();
        auto const made = desk::create_handover(one, order(one, from, to, std::move(serials)));
        REQUIRE_FALSE(made);
        return made.fault();
    }
    static desk::HandoverOrder order(desk::Station &one, std::string const &from, std::string const &to,
                                     std::vector<std::string> serials) {
        return {sure(desk::read_party(one, from)),
                sure(desk::read_party(one, to)),
                std::move(serials),
                {},
                {},
                {"李师傅"}};
    }
    desk::Received all_arrive(std::string const &id, std::string const &by = "王老师") const {
        auto one = station();
        auto const listed = sure(desk::find_handover(one.store(), id)).listed;
        sure(desk::count_handover(one, id, static_cast<std::int64_t>(listed.size()), by));
        for (auto const &serial : listed) {
            CHECK(sure(desk::scan_into_handover(one, id, serial, by)).kind == "matched");
        }
        return sure(desk::sign_receipt(one, id, {by}));
    }
    /// Replays the ledger: every table must be what it says.
    void check_ledger() const {
        auto one = station();
        base::NoProgress quiet;
        CHECK(sure(store::differing_projections(one.store(), quiet)).empty());
        CHECK_FALSE(sure(store::verify_ledger(one.store(), quiet)).trouble);
    }
    [[nodiscard]] std::vector<std::string> kinds_of(std::string const &subject) const {
        auto one = station();
        std::vector<std::string> kinds;
        for (auto const &found : sure(store::discrepancies(one.store(), {.subject = subject}))) {
            kinds.push_back(found.kind);
        }
        std::ranges::sort(kinds);
        return kinds;
    }
};

inline constexpr auto college = "unit:财经学院";

inline base::Fault fault_of(auto const &result) {
    REQUIRE_FALSE(result);
    return result.fault();
}

inline bool says(base::Fault const &fault, std::string const &words) {
    return fault.text(base::Language::zh).find(words) != std::string::npos;
}

} // namespace handovers
