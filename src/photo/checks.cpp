// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/checks.hpp"
#include <algorithm>
#include <array>

namespace photo {

std::string_view word_of(Verdict verdict) {
    static constexpr std::array<std::string_view, 4> words{"pass", "warn", "fail", "could-not-check"};
    return words.at(static_cast<std::size_t>(verdict));
}

base::Words words_of(Verdict verdict) {
    static std::array<base::Words, 4> const words{{{"合格", "good"},
                                                   {"请再看看", "look again"},
                                                   {"不合格", "not good"},
                                                   {"无法检查", "could not be checked"}}};
    return words.at(static_cast<std::size_t>(verdict));
}

Inspection uninspected(Spec const &spec, base::Words const &why) {
    Inspection none;
    for (std::size_t i = 0; i < check_kinds; ++i) {
        auto const kind = static_cast<CheckKind>(i);
        none.checks.push_back({kind, Verdict::unknown, {}, spec.band(kind), {}, why});
    }
    return none;
}

Check const &Inspection::of(CheckKind kind) const {
    return checks.at(static_cast<std::size_t>(kind));
}

Verdict Inspection::verdict() const {
    for (auto const verdict : {Verdict::fail, Verdict::unknown, Verdict::warn}) {
        if (std::ranges::any_of(checks, [&](Check const &check) { return check.verdict == verdict; })) {
            return verdict;
        }
    }
    return Verdict::pass;
}

} // namespace photo
