// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/driver.hpp"

namespace print {

base::Result<std::unique_ptr<Driver>> open_driver(std::span<Family const> families, Uri const &uri,
                                                  base::Clock const &clock) {
    std::string known;
    for (auto const &family : families) {
        if (family.scheme == uri.scheme) {
            return family.open(uri, clock);
        }
        known += known.empty() ? "" : ", ";
        known += std::string{family.scheme} + ":";
    }
    return base::fault(base::Trouble::usage, "不认识打印机地址“{}”，可用的开头：{}",
                       "no driver answers to '{}'; addresses begin with: {}", uri.text, known);
}

std::string_view word_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::printed:
        return "printed";
    case Outcome::not_printed:
        return "failed";
    case Outcome::pending:
        return "pending";
    default:
        return "uncertain";
    }
}

} // namespace print
