// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/wall.hpp"
#include "desk/capture_rules.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace desk {

using base::words;
using store::Comer;
using store::Tally;

namespace {

/// The whole unit comes, or pays, as one: its classes have no numbers of their own for that.
bool is_of_unit(Tally const &tally) {
    return tally.class_name.empty() && !tally.unit.empty();
}

/// Who may be meant by the numbers of one row.
struct People {
    std::vector<Comer> came;            ///< by number
    std::vector<store::Person> missing; ///< without a photo and without a reason
    bool is_through = false;            ///< all tickets are, or somebody is left from another day
};

/// Everything that the rows are weighed with.
struct Hall {
    std::vector<Tally> tallies;
    std::vector<Comer> came;
    std::vector<store::Missing> missing;
    std::vector<store::Ticket> tickets;
    std::string today;
};

base::Result<Hall> look_around(Station &station) {
    auto const campaign = station.campaign().id;
    auto tallies = store::tallies(station.store(), campaign);
    auto came = store::comers(station.store(), campaign);
    auto missing = store::missing(station.store(), campaign, {});
    auto tickets = store::tickets(station.store(), campaign);
    if (!tallies || !came || !missing || !tickets) {
        return base::Fault{!tallies   ? tallies.fault()
                           : !came    ? came.fault()
                           : !missing ? missing.fault()
                                      : tickets.fault()};
    }
    return Hall{std::move(*tallies), std::move(*came), std::move(*missing), std::move(*tickets),
                station.setting().clock.now().local_date()};
}

bool is_open(Comer const &one) {
    return one.state == "waiting" || one.state == "shot";
}

People people_of(Hall const &hall, Tally const &row) {
    People people;
    auto const here = [&](auto const &one) {
        return one.unit == row.unit && (is_of_unit(row) || one.class_name == row.class_name);
    };
    std::ranges::copy_if(hall.came, std::back_inserter(people.came), here);
    for (auto const &one : hall.missing) {
        if (one.reason.empty() && here(one.person)) {
            people.missing.push_back(one.person);
        }
    }
    auto any = false, all = true;
    for (auto const &ticket : hall.tickets) {
        auto const theirs = ticket.unit == row.unit &&
                            (ticket.class_name.empty() || ticket.class_name == row.class_name);
        any = any || (theirs && ticket.state != "void");
        all = all && (!theirs || ticket.state == "void" || ticket.state == "done");
    }
    people.is_through = (any && all) || std::ranges::any_of(people.came, [&](Comer const &one) {
                            return is_open(one) && one.begun_at.local_date() != hall.today;
                        });
    return people;
}

base::Words name_of(Comer const &one) {
    if (one.name.empty()) {
        return words("拍摄序号 {}", "number {}", one.number);
    }
    auto const name = one.student_no.empty() ? one.name : one.name + " " + one.student_no;
    return {name, name};
}

template <typename Which>
std::vector<base::Words> those(People const &people, Which which) {
    std::vector<base::Words> names;
    for (auto const &one : people.came) {
        if (which(one)) {
            names.push_back(name_of(one));
        }
    }
    return names;
}

std::vector<base::Words> names_of_missing(People const &people, bool also_who_came) {
    std::set<std::int64_t> came;
    for (auto const &one : people.came) {
        came.insert(one.person.value_or(0));
    }
    std::vector<base::Words> names;
    for (auto const &person : people.missing) {
        if (also_who_came || !came.contains(person.id)) {
            auto const name = person.name + " " + person.student_no;
            names.push_back({name, name});
        }
    }
    return names;
}

/// Reported and not swiped; or swiped beyond what was reported, the last ones.
std::vector<base::Words> who_of_heads(People const &people, std::int64_t reported) {
    if (reported >= static_cast<std::int64_t>(people.came.size())) {
        return names_of_missing(people, false);
    }
    return those(people, [left = reported](Comer const &) mutable { return left-- <= 0; });
}

/// Accepted and not paid for: the last ones, beyond the heads that their class paid for. Or paid for and not
/// accepted.
std::vector<base::Words> who_of_money(People const &people, std::int64_t accepted, std::int64_t paid) {
    auto const own = std::ranges::count_if(people.came, &Comer::paid);
    if (accepted < paid) {
        return those(people, [](Comer const &one) { return one.paid && one.state != "confirmed"; });
    }
    return those(people, [left = paid - own](Comer const &one) mutable {
        return one.state == "confirmed" && !one.paid && left-- <= 0;
    });
}

void weigh(std::vector<Imbalance> &found, Identity identity, std::int64_t left, std::int64_t right,
           base::Words said, std::vector<base::Words> who) {
    if (left != right) {
        found.push_back({identity, left, right, std::move(said), std::move(who)});
    }
}

void weigh_heads(std::vector<Imbalance> &found, std::int64_t reported, std::int64_t swiped,
                 People const &people) {
    weigh(found, Identity::heads, reported, swiped,
          words("报了 {} 人，刷码 {} 人", "{} were reported, {} swiped", reported, swiped),
          who_of_heads(people, reported));
}

void weigh_money(std::vector<Imbalance> &found, std::int64_t accepted, std::int64_t paid,
                 People const &people) {
    weigh(found, Identity::money, accepted, paid,
          words("拍成 {} 人，交费 {} 人", "{} accepted, {} paid for", accepted, paid),
          who_of_money(people, accepted, paid));
}

std::vector<Imbalance> imbalances_of(Tally const &t, policy::Profile const &profile, Tally const *unit_row,
                                     People const &people) {
    std::vector<Imbalance> found;
    if (t.waiting > 0 && people.is_through) {
        weigh(found, Identity::outcome, t.swiped, t.accepted + t.refused + t.left,
              words("刷码 {} 人，拍成 {}、不予采集 {}、离开 {}，{} 人没有结束",
                    "{} swiped: {} accepted, {} refused, {} left, {} still open", t.swiped, t.accepted,
                    t.refused, t.left, t.waiting),
              those(people, is_open));
    }
    if (t.waiting > 0 || t.swiped == 0) {
        return found;
    }
    if (t.reported > 0) {
        weigh_heads(found, t.reported, t.swiped, people);
    }
    auto const unit_pays = unit_row != nullptr && unit_row->paid > 0;
    if (fee_of(profile) > 0 && !unit_pays) {
        weigh_money(found, t.accepted, t.paid, people);
    }
    if (t.roster > 0) {
        weigh(found, Identity::absent, t.roster - t.captured, t.absent,
              words("还有 {} 人没有照片，其中 {} 人有原因", "{} have no photo, {} of them with a reason",
                    t.roster - t.captured, t.absent),
              names_of_missing(people, true));
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
std::vector<Imbalance> imbalances_of_unit(Tally const &row, Tally const &sum, policy::Profile const &profile,
                                          People const &people) {
    std::vector<Imbalance> found;
    if (row.waiting > 0 && people.is_through) { // of it and of no class that anybody knows
        weigh(found, Identity::outcome, row.swiped, row.swiped - row.waiting,
              words("刷码 {} 人，{} 人没有结束", "{} swiped, {} still open", row.swiped, row.waiting),
              those(people, [](Comer const &one) { return one.class_name.empty() && is_open(one); }));
    }
    if (sum.waiting > 0 || sum.swiped == 0) {
        return found;
    }
    if (row.reported > 0) {
        weigh_heads(found, sum.reported, sum.swiped, people);
    }
    if (fee_of(profile) > 0 && row.paid > 0) {
        weigh_money(found, sum.accepted, sum.paid, people);
    } else if (fee_of(profile) > 0) {
        auto of_no_class = people;
        std::erase_if(of_no_class.came, [](Comer const &one) { return !one.class_name.empty(); });
        weigh_money(found, row.accepted, row.paid, of_no_class);
    }
    return found;
}

Tally sum_of(std::vector<Tally> const &tallies, std::string const &unit) {
    Tally sum;
    for (auto const &one : tallies) {
        if (one.unit == unit) {
            add(sum, one);
        }
    }
    return sum;
}

} // namespace

std::string_view word_of(Identity identity) {
    static constexpr std::array<std::string_view, 4> all{"heads", "outcome", "money", "absent"};
    return all.at(static_cast<std::size_t>(identity));
}

base::Words names_of(Imbalance const &imbalance) {
    static constexpr std::size_t most = 5;
    auto const &who = imbalance.who;
    base::Words names;
    for (std::size_t i = 0; i < std::min(most, who.size()); ++i) {
        names.zh += (i == 0 ? "" : "、") + who[i].zh;
        names.en += (i == 0 ? "" : ", ") + who[i].en;
    }
    if (who.size() > most) {
        names.zh += fmt::format(" 等 {} 人", who.size());
        names.en += fmt::format(" and others, {} in all", who.size());
    }
    return names;
}

bool Wall::balances() const {
    return std::ranges::all_of(classes, [](ClassWall const &one) { return one.imbalances.empty(); });
}

base::Result<Wall> wall(Station &station) {
    auto const hall = look_around(station);
    if (!hall) {
        return base::Fault{hall.fault()};
    }
    auto const &profile = station.profile();
    Wall wall;
    for (auto const &tally : hall->tallies) {
        auto const unit_row = std::ranges::find_if(
            hall->tallies, [&](Tally const &one) { return one.unit == tally.unit && is_of_unit(one); });
        auto const people = people_of(*hall, tally);
        auto const *unit = unit_row == hall->tallies.end() ? nullptr : &*unit_row;
        wall.classes.push_back(
            {tally, is_of_unit(tally)
                        ? imbalances_of_unit(tally, sum_of(hall->tallies, tally.unit), profile, people)
                        : imbalances_of(tally, profile, unit, people)});
        add(wall.total, tally);
    }
    return wall;
}

} // namespace desk
