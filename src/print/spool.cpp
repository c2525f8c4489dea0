// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/spool.hpp"
#include <algorithm>

namespace print {

namespace {

using namespace std::chrono_literals;
constexpr auto steady = 6s;

using Count = std::optional<std::int64_t>;

/// A roll is the same while its lot is and its count has not risen.
bool same_roll(Counters const &before, Counters const &now) {
    return before.media_lot == now.media_lot && before.remaining && now.remaining &&
           *now.remaining <= *before.remaining;
}

/// How far the count is past what it was before this sheet; one is its own print.
Count moved(Counters const &before, Counters const &now) {
    if (before.life && now.life) {
        return *now.life - *before.life;
    }
    if (before.media_lot == now.media_lot && before.remaining && now.remaining) {
        return *before.remaining - *now.remaining; // below zero for a new roll
    }
    return std::nullopt;
}

/// Paper of the same roll is gone although nothing was counted. A roll that has come to its end says nothing:
/// its count falls to zero at once.
bool used_paper(Counters const &before, Standing const &now) {
    return same_roll(before, now.counters) && *now.counters.remaining < *before.remaining &&
           !now.has(Reason::media_empty) && !now.has(Reason::ribbon_empty);
}

bool cannot_tell(std::span<Job const> sent, Standing const &now) {
    auto const unknown = [&](Job const &job) { return !moved(job.before, now.counters); };
    return sent.front().before.printer_serial != now.counters.printer_serial ||
           std::any_of(sent.begin(), sent.end(), unknown) || *moved(sent.front().before, now.counters) < 0 ||
           *moved(sent.back().before, now.counters) > 1;
}

Outcome fate(Job const &job, Standing const &now, std::size_t behind) {
    auto const at_rest = now.inside == 0 && !now.has(Reason::printing) && !now.has(Reason::cooling);
    if (*moved(job.before, now.counters) >= 1) {
        return at_rest || now.inside <= static_cast<int>(behind) ? Outcome::printed : Outcome::pending;
    }
    if (!at_rest) {
        return Outcome::pending;
    }
    return used_paper(job.before, now) ? Outcome::uncertain : Outcome::not_printed;
}

} // namespace

std::vector<Receipt> judge(std::span<Job const> sent, Standing const &now) {
    std::vector<Receipt> receipts(sent.size(), Receipt{Outcome::pending, now.counters, {}});
    if (sent.empty() || now.has(Reason::gone) || now.has(Reason::silent)) {
        return receipts;
    }
    auto const counted = [&] { return *moved(sent.front().before, now.counters) >= 1; };
    auto const harmed = std::any_of(now.reasons.begin(), now.reasons.end(), harms_paper);
    if (cannot_tell(sent, now) || (harmed && counted())) {
        for (auto &receipt : receipts) {
            receipt.outcome = Outcome::uncertain;
        }
        return receipts;
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
        receipts[i].outcome = fate(sent[i], now, sent.size() - 1 - i);
    }
    return receipts;
}

std::vector<Receipt> Watch::judge(std::span<Job const> sent, Standing const &now, base::Instant at) {
    auto receipts = print::judge(sent, now);
    std::map<std::string, base::Instant> missing;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (receipts[i].outcome != Outcome::not_printed) {
            continue;
        }
        auto const known = missing_since_.find(sent[i].serial);
        auto const since = known == missing_since_.end() ? at : known->second;
        missing.emplace(sent[i].serial, since);
        if (at - since < steady) {
            receipts[i].outcome = Outcome::pending;
        }
    }
    missing_since_ = std::move(missing);
    return receipts;
}

Counters expected_after(std::span<Job const> sent, Counters const &now) {
    auto after = now;
    if (sent.empty()) {
        return after;
    }
    auto const &last = sent.back().before;
    if (after.life && last.life) {
        after.life = std::max(*after.life, *last.life + 1);
    }
    if (after.remaining && last.remaining && last.media_lot == now.media_lot) {
        after.remaining = std::min(*after.remaining, std::max<std::int64_t>(*last.remaining - 1, 0));
    }
    return after;
}

} // namespace print
