// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/gaps.hpp"
#include <set>

namespace desk {

namespace {

using base::Words;
using base::words;

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t long_way = 7 * day; ///< a hand-over or a letter takes less

enum class Opens { nothing, missing, doubt, way };

std::string detail(store::Moment const &moment, char const *key) {
    auto const found = moment.details.find(key);
    return found == moment.details.end() ? std::string{} : found->second;
}

Opens opened_by(store::Moment const &moment) {
    static std::set<std::string_view> const losses{"sheet.lost", "loan.lost", "consignment.lost"};
    auto const &kind = moment.event.kind;
    if (losses.contains(kind) || (kind == "handover.received" && moment.outcome == "missing")) {
        return Opens::missing;
    }
    if (kind == "job.ended" && detail(moment, "outcome") == "uncertain") {
        return Opens::doubt;
    }
    auto const leaves =
        (kind == "handover.opened" && moment.outcome != "extra") || kind == "consignment.sent";
    return leaves ? Opens::way : Opens::nothing;
}

/// Somebody had it in their hands, or said where it is.
bool is_sign_of_life(store::Moment const &moment) {
    static std::set<std::string_view> const signs{"sheet.settled",         "sheet.scanned",
                                                  "sheet.moved",           "sheet.filed",
                                                  "sheet.voided",          "handover.opened",
                                                  "handover.received",     "handover.withdrawn",
                                                  "stocktake.scanned",     "loan.out",
                                                  "loan.returned",         "cells.used",
                                                  "consignment.sent",      "consignment.arrived",
                                                  "consignment.confirmed", "consignment.handed-in",
                                                  "consignment.returned",  "sheets.destroyed",
                                                  "job.intended"};
    return signs.contains(moment.event.kind) && opened_by(moment) != Opens::missing;
}

Words said_of(Opens what, std::int64_t days) {
    switch (what) {
    case Opens::missing:
        return words("下落不明，{} 天，没有人签收", "nobody knows where it was, {} days", days);
    case Opens::doubt:
        return {"不知道是否已打印", "nobody knew whether it was printed"};
    case Opens::way:
        return words("在途 {} 天，没有人签收", "on its way for {} days, nobody had signed for it", days);
    case Opens::nothing:
        break;
    }
    return {};
}

/// What is open while a life is read.
struct Reading {
    Opens what = Opens::nothing;
    base::Instant since;
    std::vector<Gap> found{};

    void close(base::Instant at, bool to_this_day) {
        auto const long_enough = what != Opens::way || at.ms - since.ms > long_way;
        if (what != Opens::nothing && long_enough) {
            found.push_back({since, to_this_day ? std::nullopt : std::optional{at},
                             said_of(what, (at.ms - since.ms) / day)});
        }
        what = Opens::nothing;
    }
};

} // namespace

std::vector<Gap> gaps_in(std::vector<store::Moment> const &life, store::Sheet const &sheet,
                         base::Instant now) {
    Reading reading;
    if (sheet.origin == "brought") {
        reading.found.push_back(
            {{},
             sheet.born_at,
             {"在别处制作，之前的经过没有记录", "made elsewhere; nothing is known of before"}});
    }
    for (auto const &moment : life) {
        if (is_sign_of_life(moment)) {
            reading.close(moment.event.at, false);
        }
        auto const opens = opened_by(moment);
        if (opens != Opens::nothing && reading.what != Opens::missing) {
            reading.what = opens;
            reading.since = moment.event.at;
        }
    }
    reading.close(now, true);
    return std::move(reading.found);
}

} // namespace desk
