// SPDX-License-Identifier: GPL-3.0-or-later
#include "cups/standings.hpp"
#include "cups/media.hpp"
#include <algorithm>
#include <array>

namespace print::cups {

namespace {

struct Meaning {
    std::string_view keyword;
    Reason stopping; ///< where it is an error
    Reason warning;  ///< where the printer still prints
};

/// Longest first where one begins like another.
constexpr std::array meanings{
    Meaning{"media-empty", Reason::media_empty, Reason::media_low},
    Meaning{"media-needed", Reason::media_empty, Reason::media_low},
    Meaning{"media-low", Reason::media_low, Reason::media_low},
    Meaning{"media-jam", Reason::jam, Reason::idle},
    Meaning{"cover-open", Reason::cover_open, Reason::idle},
    Meaning{"door-open", Reason::cover_open, Reason::idle},
    Meaning{"interlock-open", Reason::cover_open, Reason::idle},
    Meaning{"toner-empty", Reason::ink_empty, Reason::ink_low},
    Meaning{"marker-supply-empty", Reason::ink_empty, Reason::ink_low},
    Meaning{"toner-low", Reason::ink_low, Reason::ink_low},
    Meaning{"marker-supply-low", Reason::ink_low, Reason::ink_low},
    Meaning{"paused", Reason::paused, Reason::paused},
    Meaning{"moving-to-paused", Reason::paused, Reason::paused},
    Meaning{"offline", Reason::gone, Reason::gone}, // CUPS says offline-report of a printer that is off
    Meaning{"shutdown", Reason::gone, Reason::gone},
    Meaning{"timed-out", Reason::silent, Reason::idle},
};

/// Takes the severity off. A reason without one counts as an error (RFC 8011, 5.4.12).
bool is_error(std::string_view &reason) {
    for (std::string_view const mild : {"-warning", "-report"}) {
        if (reason.ends_with(mild)) {
            reason.remove_suffix(mild.size());
            return false;
        }
    }
    if (constexpr std::string_view error = "-error"; reason.ends_with(error)) {
        reason.remove_suffix(error.size());
    }
    return true;
}

void add(Standing &standing, std::string const &text) {
    std::string_view reason{text};
    auto const error = is_error(reason);
    auto const known = std::find_if(meanings.begin(), meanings.end(),
                                    [&](auto const &one) { return one.keyword == reason; });
    if (known != meanings.end()) {
        if (auto const means = error ? known->stopping : known->warning; means != Reason::idle) {
            standing.reasons.insert(means);
        }
    } else if (text.ends_with("-error")) {
        standing.reasons.insert(Reason::attention);
    }
    if (text != "none") {
        standing.code += (standing.code.empty() ? "" : " ") + text;
    }
}

} // namespace

Standing standing_of(Queue const &queue) {
    Standing standing;
    for (auto const &reason : queue.reasons) {
        add(standing, reason);
    }
    if (!queue.accepting) {
        standing.reasons.insert(Reason::closed);
    }
    if (queue.state == Queue::State::stopped && standing.ready()) {
        standing.reasons.insert(Reason::paused);
    }
    if (queue.state == Queue::State::processing) {
        standing.reasons.insert(Reason::printing);
    } else if (standing.ready()) {
        standing.reasons.insert(Reason::idle);
    }
    standing.model = queue.model;
    standing.media = queue.loaded;
    standing.paper = size_of(queue.loaded);
    standing.counters.printer_serial = queue.uuid;
    standing.inside = queue.jobs;
    return standing;
}

} // namespace print::cups
