// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/wall.hpp"
#include "desk/capture_rules.hpp"
#include <algorithm>
#include <array>

namespace desk {

using base::words;
using store::Tally;

namespace {

/// The whole unit comes, or pays, as one: its classes have no numbers of their own for that.
bool is_of_unit(Tally const &tally) {
    return tally.class_name.empty();
}

void weigh(std::vector<Imbalance> &found, Identity identity, std::int64_t left, std::int64_t right,
           base::Words said) {
    if (left != right) {
        found.push_back({identity, left, right, std::move(said)});
    }
}

std::vector<Imbalance> imbalances_of(Tally const &t, policy::Profile const &profile, Tally const *unit_row) {
    std::vector<Imbalance> found;
    auto const over = t.waiting == 0 && t.swiped > 0;
    if (t.reported > 0 && !is_of_unit(t) && over) {
        weigh(found, Identity::heads, t.reported, t.swiped,
              words("报了 {} 人，刷码 {} 人", "{} were reported, {} swiped", t.reported, t.swiped));
    }
    if (over) {
        weigh(found, Identity::outcome, t.swiped, t.accepted + t.refused + t.left,
              words("刷码 {} 人，拍成 {}、不予采集 {}、离开 {}",
                    "{} swiped: {} accepted, {} refused, {} left", t.swiped, t.accepted, t.refused, t.left));
    }
    auto const unit_pays = unit_row != nullptr && unit_row->paid > 0;
    if (fee_of(profile) > 0 && over && !is_of_unit(t) && !unit_pays) {
        weigh(found, Identity::money, t.accepted, t.paid,
              words("拍成 {} 人，交费 {} 人", "{} accepted, {} paid for", t.accepted, t.paid));
    }
    if (t.roster > 0 && over) {
        weigh(found, Identity::absent, t.roster - t.captured, t.absent,
              words("还有 {} 人没有照片，其中 {} 人有原因", "{} have no photo, {} of them with a reason",
                    t.roster - t.captured, t.absent));
    }
    return found;
}

void add(Tally &total, Tally const &one) {
    for (auto const number : {&Tally::roster, &Tally::reported, &Tally::swiped, &Tally::waiting,
                              &Tally::accepted, &Tally::refused, &Tally::left, &Tally::paid, &Tally::paid_fen,
                              &Tally::captured, &Tally::absent, &Tally::printed, &Tally::handed_over}) {
        total.*number += one.*number;
    }
}

/// A unit that came or paid as one, against the sum of its classes.
std::vector<Imbalance> imbalances_of_unit(Tally const &row, Tally const &sum,
                                          policy::Profile const &profile) {
    std::vector<Imbalance> found;
    if (sum.waiting > 0 || sum.swiped == 0) {
        return found;
    }
    if (row.reported > 0) {
        weigh(found, Identity::heads, row.reported, sum.swiped,
              words("报了 {} 人，刷码 {} 人", "{} were reported, {} swiped", row.reported, sum.swiped));
    }
    if (row.paid > 0 && fee_of(profile) > 0) {
        weigh(found, Identity::money, sum.accepted, row.paid,
              words("拍成 {} 人，交费 {} 人", "{} accepted, {} paid for", sum.accepted, row.paid));
    }
    return found;
}

} // namespace

std::string_view word_of(Identity identity) {
    static constexpr std::array<std::string_view, 4> all{"heads", "outcome", "money", "absent"};
    return all.at(static_cast<std::size_t>(identity));
}

bool Wall::balances() const {
    return std::ranges::all_of(classes, [](ClassWall const &one) { return one.imbalances.empty(); });
}

base::Result<Wall> wall(Station &station) {
    auto const tallies = store::tallies(station.store(), station.campaign().id);
    if (!tallies) {
        return base::Fault{tallies.fault()};
    }
    Wall wall;
    for (auto const &tally : *tallies) {
        auto const unit_row = std::ranges::find_if(
            *tallies, [&](Tally const &one) { return one.unit == tally.unit && is_of_unit(one); });
        ClassWall one{tally, {}};
        if (is_of_unit(tally)) {
            Tally sum;
            std::ranges::for_each(*tallies, [&](Tally const &other) {
                if (other.unit == tally.unit) {
                    add(sum, other);
                }
            });
            one.imbalances = imbalances_of_unit(tally, sum, station.profile());
        } else {
            one.imbalances =
                imbalances_of(tally, station.profile(), unit_row == tallies->end() ? nullptr : &*unit_row);
        }
        add(wall.total, tally);
        wall.classes.push_back(std::move(one));
    }
    return wall;
}

} // namespace desk
